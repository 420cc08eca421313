package io.fivewhys.http.call;

import io.fivewhys.store.Claim;
import io.fivewhys.store.IdempotencyKeys;
import io.fivewhys.store.StoredAnswer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The answer to a request with a key, for those who can keep it together with their work. */
public final class KeyedAnswer {
  /** Largest answer that is kept for somebody without a token: 256 KiB. */
  public static final int MOST_ANONYMOUS_BYTES = 256 << 10;

  private final IdempotencyKeys keys;
  private final Claim.Mine claim;

  /**
   * @param claim to the key, which this process has
   */
  public KeyedAnswer(IdempotencyKeys keys, Claim.Mine claim) {
    this.keys = keys;
    this.claim = claim;
  }

  /**
   * Keeps it in the transaction that does the work: after a crash either both are there or neither.
   *
   * @throws io.fivewhys.store.ClaimLost when somebody else does the request by now
   */
  void keep(Handle handle, Reply reply) {
    keys.complete(handle, claim, stored(claim, reply));
  }

  /** As it is kept: whoever shows no token shall not fill the disk with large answers. */
  public static StoredAnswer stored(Claim.Mine claim, Reply reply) {
    boolean isAnonymous = claim.actor().equals(Actor.ANONYMOUS.toString());
    boolean fits = !isAnonymous || reply.body().length <= MOST_ANONYMOUS_BYTES;
    return new StoredAnswer(
        reply.status(),
        reply.mediaType(),
        reply.headers(),
        Optional.of(reply.body()).filter(_ -> fits));
  }
}
