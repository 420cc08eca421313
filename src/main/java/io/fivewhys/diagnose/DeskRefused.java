package io.fivewhys.diagnose;

import java.time.Duration;
import java.util.Locale;

/** The desk takes no more snapshots now; the same one may be given again later. */
public final class DeskRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as a metric label. */
  public enum Reason {
    /** Every thread is busy and every place in the queue taken. */
    FULL("Every thread and every place in the queue is taken."),
    /** It waited in the queue longer than allowed. */
    WAITED_TOO_LONG("No thread became free in time."),
    /** The service is about to stop. */
    DRAINING("The service is about to stop.");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  public DeskRefused(Reason reason) {
    super(reason.words);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** When it is worth another try. */
  public Duration retryAfter() {
    return switch (reason) {
      case FULL -> Duration.ofSeconds(1);
      case WAITED_TOO_LONG -> Duration.ofSeconds(2);
      case DRAINING -> Duration.ofSeconds(5);
    };
  }
}
