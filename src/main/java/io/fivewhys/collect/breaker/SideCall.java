package io.fivewhys.collect.breaker;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebAnswer;
import io.fivewhys.collect.web.WebCaller;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call beside another one, so that neither waits for the other. */
final class SideCall implements AutoCloseable {
  private final CompletableFuture<WebAnswer> answer = new CompletableFuture<>();
  private final long untilNanos;
  private final String path;
  private final Thread thread;

  /**
   * Begins.
   *
   * @param within longest wait for it from now on
   */
  SideCall(WebCaller caller, String path, Duration within) {
    untilNanos = System.nanoTime() + within.toNanos();
    this.path = path;
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    answer.complete(caller.get(path));
                  } catch (Throwable failure) {
                    // Whoever waits must hear of it.
                    answer.completeExceptionally(failure);
                  }
                });
  }

  /** The successful answer. */
  WebAnswer await() throws SourceFailed, InterruptedException {
    try {
      return answer.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SourceFailed(
          Code.TIMEOUT, path.replaceFirst("\\?.*", "") + " did not answer in time", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SourceFailed failed) {
        throw failed;
      }
      throw new IllegalStateException("a call ended in an odd way", e.getCause());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
