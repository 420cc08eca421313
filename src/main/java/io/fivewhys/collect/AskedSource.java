package io.fivewhys.collect;

import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.fact.read.UnfitFact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source, one question at a time, and waits no longer than it may take. A source that pays
 * no heed to its interruption keeps one thread, and is blind until that ends.
 */
final class AskedSource {
  private static final Logger LOG = LoggerFactory.getLogger(AskedSource.class);

  private final Source source;
  private final Masking masking;
  private final Clock clock;

  /** The time of the question that is not answered yet. */
  private final AtomicReference<Instant> askedAt = new AtomicReference<>();

  private final AtomicReference<String> lastOutcome = new AtomicReference<>("");

  AskedSource(Source source, Masking masking, Clock clock) {
    this.source = source;
    this.masking = masking;
    this.clock = clock;
  }

  /** A question under way. */
  final class Question {
    private final Look look;
    private final Instant at = clock.instant();
    private final long beganNanos = System.nanoTime();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final Optional<Thread> thread;
    private final Instant busySince;

    /** Others are awaited before it, so that this is not when somebody notices. */
    private volatile OptionalLong endedNanos = OptionalLong.empty();

    private Question(Look look) {
      this.look = look;
      busySince = askedAt.compareAndExchange(null, at);
      thread =
          busySince == null
              ? Optional.of(Thread.ofVirtual().name("source " + source.name()).start(this::ask))
              : Optional.empty();
    }

    private void ask() {
      Answer given = null;
      Throwable failure = null;
      try {
        given = source.ask(look);
      } catch (Throwable e) {
        // An Error too: whoever waits must hear of it.
        failure = e;
      }
      endedNanos = OptionalLong.of(System.nanoTime());
      // Before anybody hears of it, who may ask again at once.
      askedAt.set(null);
      if (failure == null) {
        answer.complete(given);
      } else {
        answer.completeExceptionally(failure);
      }
    }

    /** Waits for the answer, up to the source's deadline. */
    SourceResult await() throws InterruptedException {
      SourceResult result = (thread.isEmpty() ? busy() : awaited()).masked(masking);
      tellChange(result);
      return result;
    }

    private SourceResult awaited() throws InterruptedException {
      long leftNanos = source.deadline().toNanos() - (System.nanoTime() - beganNanos);
      try {
        Answer given = answer.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
        return SourceResult.answered(source.name(), at, took(), given);
      } catch (TimeoutException e) {
        String seconds = source.deadline().toMillis() / 1000.0 + " s";
        return blind(Code.TIMEOUT, "no answer within " + seconds);
      } catch (ExecutionException e) {
        return failed(e.getCause());
      }
    }

    /** Nobody waits any more; without effect on a question that was answered. */
    void giveUp() {
      if (!answer.isDone()) {
        thread.ifPresent(Thread::interrupt);
      }
    }

    private SourceResult failed(Throwable failure) {
      return switch (failure) {
        case SourceFailed known -> blind(known.code(), known.getMessage());
        case UnfitFact unfit ->
            blind(Code.NONSENSE, "it said what cannot be: " + unfit.getMessage());
        case InterruptedException _ -> blind(Code.TIMEOUT, "the question was given up");
        default -> {
          LOG.error(
              "The source {} of {} failed by a fault of ours",
              source.name(),
              look.gateway(),
              failure);
          yield blind(Code.INTERNAL, "the collector failed; the service's log says how");
        }
      };
    }

    private SourceResult busy() {
      return blind(Code.TIMEOUT, "it has not answered the question of " + busySince + " yet");
    }

    private SourceResult blind(Code code, String reason) {
      return SourceResult.blind(source.name(), at, took(), code, reason);
    }

    private Duration took() {
      return Duration.ofNanos(endedNanos.orElseGet(System::nanoTime) - beganNanos);
    }

    /** Once when it goes blind and once when it sees again, not at every look. */
    private void tellChange(SourceResult result) {
      String before = lastOutcome.getAndSet(result.outcome());
      boolean isFirstAndFine = before.isEmpty() && result.isWhole();
      if (before.equals(result.outcome()) || isFirstAndFine) {
        return;
      }
      if (result.isWhole()) {
        LOG.info("{} of {} sees again", source.name(), look.gateway());
      } else {
        LOG.warn(
            "{} of {} is {}: {}",
            source.name(),
            look.gateway(),
            result.sawSomething() ? "blind in part" : "blind",
            result.reason().orElse(""));
      }
    }
  }

  /** Begins to ask; returns at once. */
  Question ask(Look look) {
    return new Question(look);
  }

  void close() {
    source.close();
  }
}
