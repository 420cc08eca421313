package io.fivewhys.http;

import io.fivewhys.store.Claim;
import io.fivewhys.store.IdempotencyKeys;
import io.fivewhys.store.StoredAnswer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The answer to a request with a key, for those who can keep it together with their work. */
final class KeyedAnswer {
  private final IdempotencyKeys keys;
  private final Claim.Mine claim;

  KeyedAnswer(IdempotencyKeys keys, Claim.Mine claim) {
    this.keys = keys;
    this.claim = claim;
  }

  /**
   * Keeps it in the transaction that does the work: after a crash either both are there or neither.
   *
   * @throws io.fivewhys.store.ClaimLost when somebody else does the request by now
   */
  void keep(Handle handle, Reply reply) {
    keys.complete(handle, claim, stored(reply));
  }

  static StoredAnswer stored(Reply reply) {
    return new StoredAnswer(
        reply.status(), reply.mediaType(), reply.headers(), Optional.of(reply.body()));
  }
}
