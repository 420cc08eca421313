package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What was begun within the last hour. What a clock that moved puts into the future was, too. */
final class Lately {
  static final Duration HOUR = Duration.ofHours(1);

  private Lately() {}

  static List<Past> begun(World world) {
    return world.past().stream().filter(it -> isBegun(it, world)).toList();
  }

  static boolean isBegun(Past it, World world) {
    return it.begunAt().isAfter(world.now().minus(HOUR));
  }

  /** "2m ago". */
  static String since(Past it, Instant now) {
    Duration age = Duration.between(it.begunAt(), now);
    return age.isNegative() ? "in the future, by a clock that moved" : Words.time(age) + " ago";
  }
}
