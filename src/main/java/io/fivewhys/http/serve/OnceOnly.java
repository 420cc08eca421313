package io.fivewhys.http.serve;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.KeyedAnswer;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.store.Claim;
import io.fivewhys.store.IdempotencyKeys;
import io.fivewhys.store.StoredAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request that has a key once: who asks again with the same key and the same request gets
 * the same answer. What a key promises and what it does not, {@link IdempotencyKeys} says. Requests
 * without a key pass.
 *
 * <p>What another try may save (5xx) is not kept, and the other try does the work.
 */
public final class OnceOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OnceOnly.class);
  private static final Duration RENEWAL = IdempotencyKeys.CLAIM.dividedBy(4);
  private static final Duration UNTIL_DONE = Duration.ofSeconds(2);
  private static final Duration UNTIL_UP = Duration.ofSeconds(5);

  private final IdempotencyKeys keys;
  private final BooleanSupplier storeIsUp;
  private final Duration renewal;

  /**
   * @param storeIsUp whether the database answers; waits for nothing
   */
  public OnceOnly(IdempotencyKeys keys, BooleanSupplier storeIsUp) {
    this(keys, storeIsUp, RENEWAL);
  }

  /**
   * @param renewal how often the claim of a request under way is renewed
   */
  OnceOnly(IdempotencyKeys keys, BooleanSupplier storeIsUp, Duration renewal) {
    this.keys = keys;
    this.storeIsUp = storeIsUp;
    this.renewal = renewal;
  }

  /**
   * On a thread that may block.
   *
   * @param work makes the answer and throws nothing
   */
  Reply answer(Call call, Function<Call, Reply> work) {
    if (call.key().isEmpty()) {
      return work.apply(call);
    }
    if (!storeIsUp.getAsBoolean()) {
      // Where nobody can claim a key, nobody should take a place to wait for it.
      return unavailable();
    }
    String fingerprint;
    try {
      fingerprint = fingerprint(call);
    } catch (IOException refused) {
      // Whoever wants to read the body now hears why it cannot be read, and answers that.
      return work.apply(call);
    }
    Claim claim;
    try {
      claim = keys.claim(call.actor().toString(), call.key().get(), fingerprint);
    } catch (DatabaseUnavailable gone) {
      LOG.warn("A request with a key cannot be taken: {}", gone.getMessage());
      return unavailable();
    }
    return switch (claim) {
      case Claim.Mine mine -> done(call, mine, fingerprint, work);
      case Claim.Done _, Claim.InFlight _, Claim.Reused _ -> told(claim);
    };
  }

  private Reply done(Call call, Claim.Mine claim, String fingerprint, Function<Call, Reply> work) {
    var over = new CountDownLatch(1);
    Thread.ofVirtual().name("claim").start(() -> renew(claim, over));
    try {
      Reply reply = work.apply(call.with(new KeyedAnswer(keys, claim)));
      return kept(claim, fingerprint, reply);
    } finally {
      over.countDown();
    }
  }

  /** Nobody is interrupted here: that would close an H2 file in the middle of a write. */
  private void renew(Claim.Mine claim, CountDownLatch over) {
    try {
      while (!over.await(renewal.toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          keys.renew(claim);
        } catch (DatabaseUnavailable gone) {
          LOG.debug("A claim is not renewed: {}", gone.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply kept(Claim.Mine claim, String fingerprint, Reply reply) {
    try {
      if (reply.status() >= 500) {
        keys.release(claim);
        return reply;
      }
      if (keys.complete(claim, KeyedAnswer.stored(claim, reply))) {
        return reply;
      }
      // This process stood still for so long that another has taken over: its answer counts.
      return keys.standing(claim, fingerprint).map(OnceOnly::told).orElse(reply);
    } catch (DatabaseUnavailable gone) {
      // The work is done or is not, as the answer says; only asking again will not tell the same.
      LOG.warn("The answer to a request with a key is not kept: {}", gone.getMessage());
      return reply;
    }
  }

  private static Reply told(Claim claim) {
    return switch (claim) {
      case Claim.Done(StoredAnswer answer) -> replayed(answer);
      case Claim.InFlight _ -> inFlight();
      case Claim.Reused _ ->
          problem(
              422,
              "idempotency-key-reused",
              "The key was used for another request. Take a new one for each request, and the same"
                  + " only to repeat one as it was.");
      case Claim.Mine _ -> throw new IllegalStateException("nobody has told yet");
    };
  }

  private static Reply replayed(StoredAnswer answer) {
    Reply reply =
        answer
            .body()
            .map(body -> new Reply(answer.status(), answer.mediaType(), body, answer.headers()))
            .orElseGet(() -> withHeaders(notKept(answer.status()), answer));
    return reply.with("Idempotency-Replayed", "true");
  }

  private static Reply notKept(int status) {
    return problem(
        409,
        "answer-not-kept",
        "The request was done and answered with "
            + status
            + "; the answer was too large to be kept. Read what it made, or take a new key to have"
            + " it done again.");
  }

  private static Reply withHeaders(Reply reply, StoredAnswer answer) {
    Reply whole = reply;
    for (var header : answer.headers().entrySet()) {
      whole = whole.with(header.getKey(), header.getValue());
    }
    return whole;
  }

  /** Somebody does it at the moment, or did and was stopped in the middle. */
  static Reply inFlight() {
    var detail = "The first request of this key is still under way.";
    return Problem.of(409, "request-in-flight", detail).retryAfter(UNTIL_DONE).reply();
  }

  /** 503: the database does not answer. */
  public static Reply unavailable() {
    var detail = "The database does not answer; the log says why.";
    return Problem.of(503, "store-unavailable", detail).retryAfter(UNTIL_UP).reply();
  }

  private static Reply problem(int status, String kind, String detail) {
    return Problem.of(status, kind, detail).refusal().reply();
  }

  /** SHA-256 over all that makes the request what it is; of a body only where one is taken. */
  private static String fingerprint(Call call) throws IOException {
    MessageDigest digest = sha256();
    part(digest, call.method());
    part(digest, call.path());
    part(digest, call.rawQuery());
    part(digest, String.join(",", call.headers().getAll("Content-Type")));
    for (String condition : List.of("If-Match", "If-None-Match")) {
      if (call.headers().contains(condition)) {
        part(digest, condition + ": " + String.join(",", call.headers().getAll(condition)));
      }
    }
    if (call.body().isPresent()) {
      call.body().get().hold(digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length, so that nothing of one part can pass for a piece of the next. */
  private static void part(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
