package io.fivewhys.http.serve;

import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a service asks for that waits for its answer only a few seconds: what takes longer goes
 * on, and the service hears what its own habits ask for. Only so much goes on at once.
 */
public final class PromptAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(PromptAnswer.class);

  private final UnderWay underWay;
  private final Duration longest;
  private final Semaphore places;

  /**
   * @param longest from the beginning of a request to its answer
   */
  public PromptAnswer(UnderWay underWay, Duration longest, int mostAtOnce) {
    this.underWay = underWay;
    this.longest = longest;
    places = new Semaphore(mostAtOnce);
  }

  /** What is to be done. */
  public interface Work<T> {
    T done() throws Exception;
  }

  /**
   * @param beganNanos when the request began
   * @return what came of it; empty when it goes on
   * @throws Refusal when too much goes on already
   */
  public <T> Optional<T> of(long beganNanos, Work<T> work) throws ExecutionException {
    if (!places.tryAcquire()) {
      throw Problem.of(503, "full", "Too many such requests are under way.")
          .retryAfter(Duration.ofSeconds(5));
    }
    var result = new CompletableFuture<T>();
    underWay.begin();
    Thread.ofVirtual().name("inbound").start(() -> complete(result, work));
    long leftNanos = longest.toNanos() - (System.nanoTime() - beganNanos);
    try {
      return Optional.of(result.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      result.whenComplete((_, failed) -> log(failed));
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private <T> void complete(CompletableFuture<T> result, Work<T> work) {
    try {
      result.complete(work.done());
    } catch (Throwable failed) {
      // An Error too: somebody waits for it.
      result.completeExceptionally(failed);
    } finally {
      underWay.end();
      places.release();
    }
  }

  private static void log(Throwable failed) {
    if (failed != null) {
      LOG.error("What another service asked for failed after it was answered", failed);
    }
  }
}
