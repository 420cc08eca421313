package io.fivewhys.mitigate.guard;

import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Required;
import java.time.Instant;

/** A time in which nothing is done. */
public sealed interface Freeze {
  /** For people: why. */
  String reason();

  boolean holds(Instant time);

  /** For people: when. */
  String words();

  /**
   * One time.
   *
   * @param from included
   * @param to not included
   */
  record Once(@Required String reason, @Required Instant from, @Required Instant to)
      implements Freeze {
    public Once {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("a from that is before its to");
      }
    }

    @Override
    public boolean holds(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }

    @Override
    public String words() {
      return from + " to " + to;
    }
  }

  /** Week by week. */
  record Weekly(@Required String reason, @Inline Hours hours) implements Freeze {
    @Override
    public boolean holds(Instant time) {
      return hours.contain(time);
    }

    @Override
    public String words() {
      return hours.words();
    }
  }
}
