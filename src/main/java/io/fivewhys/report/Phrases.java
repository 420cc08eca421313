package io.fivewhys.report;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.inference.Subject;
import io.fivewhys.logs.LogReading;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words and numbers that every report uses in the same way; not yet made printable. */
final class Phrases {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Phrases() {}

  static String head(Diagnosis diagnosis) {
    return "%s in %s, %s"
        .formatted(diagnosis.gateway(), diagnosis.namespace(), TIME.format(diagnosis.observedAt()));
  }

  static String subject(Subject subject) {
    return subject + subject.namespace().map(namespace -> " in " + namespace).orElse("");
  }

  static String optionalSubject(Optional<Subject> subject) {
    return subject.map(Phrases::subject).map(words -> ", " + words).orElse("");
  }

  static String category(Diagnosis.Cause cause) {
    return "%s (%s)".formatted(cause.category().words(), cause.mechanism().replace('_', ' '));
  }

  /** "97 % sure"; never 100 %, which nobody is. */
  static String sure(double confidence) {
    if (confidence > 0.99) {
      return "over 99 % sure";
    }
    return confidence < 0.01 ? "under 1 % sure" : Math.round(confidence * 100) + " % sure";
  }

  /** A step of the chain of whys. */
  static String why(int step, String words) {
    return step == 0 || words.startsWith("because ") ? words : "because " + words;
  }

  static String blind(Diagnosis.BlindSource blind) {
    return blind.source()
        + blind.subject().map(subject -> " of " + subject).orElse("")
        + blind.reason().map(reason -> ": " + reason).orElse("");
  }

  static String escalation(Diagnosis.Escalation escalation) {
    String whom =
        "%s, Slack %s, PagerDuty %s"
            .formatted(escalation.team(), escalation.slack(), escalation.pagerduty());
    String when =
        escalation.now()
            ? "Now: "
            : "After " + duration(escalation.after()) + " without recovery: ";
    return when + whom + ".";
  }

  static String logs(LogReading logs) {
    return "%s, read as %s: %d of %d lines recognised"
        .formatted(logs.workload(), logs.format(), logs.recognised(), logs.lines());
  }

  static String facts(List<Integer> facts) {
    if (facts.isEmpty()) {
      return "";
    }
    var numbers = String.join(", ", facts.stream().map(String::valueOf).toList());
    return facts.size() == 1 ? "fact " + numbers : "facts " + numbers;
  }

  static String revision(String revision) {
    return revision.length() > 12 ? revision.substring(0, 12) : revision;
  }

  private static String duration(Duration time) {
    if (time.toSeconds() % 60 != 0 || time.isZero()) {
      return time.toSeconds() + " seconds";
    }
    return time.toMinutes() == 1 ? "1 minute" : time.toMinutes() + " minutes";
  }
}
