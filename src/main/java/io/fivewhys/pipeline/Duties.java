package io.fivewhys.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What has to be done again and again. */
final class Duties {
  private static final Duration BETWEEN_ESCALATIONS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_CLOSINGS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS_AT_SILENCES = Duration.ofSeconds(5);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(5);

  private Duties() {}

  static List<Duty> of(
      Escalator escalator,
      Closer closer,
      SilenceWatch silences,
      Notifications notifications,
      List<Duty> others) {
    var all = new ArrayList<Duty>();
    all.add(new Duty("escalate", BETWEEN_ESCALATIONS, escalator::run));
    all.add(new Duty("close-incidents", BETWEEN_CLOSINGS, closer::run));
    all.add(new Duty("watch-silences", BETWEEN_LOOKS_AT_SILENCES, silences::run));
    all.add(new Duty("forget-messages", BETWEEN_CLEANINGS, notifications::forgetOld));
    all.addAll(others);
    return all;
  }
}
