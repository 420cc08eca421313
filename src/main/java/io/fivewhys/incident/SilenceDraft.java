package io.fivewhys.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A silence or maintenance window that somebody wants.
 *
 * @param startsAt may be over already: then it begins at once
 * @param reason why, for people
 */
public record SilenceDraft(SilenceScope scope, Instant startsAt, Instant endsAt, String reason) {
  /** A silence that nobody ends must not hide the next outage. */
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration FURTHEST = Duration.ofDays(366);
  private static final int LONGEST_GATEWAY = 200;
  private static final int LONGEST_SUBJECT = 253;
  private static final int LONGEST_REASON = 1_000;

  /**
   * @param now time of the database
   * @return empty when it can be so
   */
  public List<Objection> objections(Instant now) {
    var objections = new ArrayList<Objection>();
    if (!isName(scope.gateway(), LONGEST_GATEWAY)) {
      objections.add(
          new Objection(
              "gateway",
              said(scope.gateway()),
              "a gateway's name, or * for all; at most " + LONGEST_GATEWAY + " characters"));
    }
    if (scope.subject().filter(it -> !isName(it, LONGEST_SUBJECT)).isPresent()) {
      objections.add(
          new Objection(
              "subject",
              said(scope.subject().get()),
              "the name of what the cause is about; at most " + LONGEST_SUBJECT + " characters"));
    }
    if (!Prose.isFine(reason, LONGEST_REASON)) {
      objections.add(
          new Objection("reason", said(reason), "why, in 1 to " + LONGEST_REASON + " characters"));
    }
    if (startsAt.isAfter(now.plus(FURTHEST))) {
      objections.add(
          new Objection("startsAt", startsAt.toString(), "within " + FURTHEST.toDays() + " days"));
    }
    if (!endsAt.isAfter(startsAt)) {
      objections.add(
          new Objection("endsAt", endsAt.toString(), "a time after startsAt, " + startsAt));
    } else if (!endsAt.isAfter(now)) {
      objections.add(
          new Objection("endsAt", endsAt.toString(), "a time in the future; it is " + now));
    } else if (endsAt.isAfter(startsAt.plus(LONGEST))) {
      objections.add(
          new Objection(
              "endsAt", endsAt.toString(), "at most " + LONGEST.toDays() + " days after startsAt"));
    }
    return List.copyOf(objections);
  }

  private static boolean isName(String text, int longest) {
    return Prose.isFine(text, longest) && text.equals(text.strip()) && !text.contains("\n");
  }

  private static String said(String text) {
    return text.length() > 100 ? text.length() + " characters" : '"' + text + '"';
  }
}
