package io.fivewhys.mitigate;

import io.fivewhys.incident.Actor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says whether two actors are certainly two people. Whoever has a token that several may have can
 * be anybody, and the same person may have a token and an account in Slack: what cannot be told
 * apart counts as one.
 */
final class TwoPeople {
  private static final Pattern PERSON = Pattern.compile("person:(?<id>.+)");

  /** Names there are for everybody to change; the id is not. */
  private static final Pattern SLACK = Pattern.compile("slack: .*\\((?<id>[A-Z0-9]+)\\)");

  private TwoPeople() {}

  /**
   * @param requested who wants it
   * @param by who approves it
   * @return why not; empty when they are two
   */
  static Optional<String> objection(String requested, String by) {
    if (requested.equals(Actor.SERVICE)) {
      return Optional.empty();
    }
    if (requested.equals(by)) {
      return Optional.of(by + " requested it");
    }
    return differ(PERSON, requested, by) || differ(SLACK, requested, by)
        ? Optional.empty()
        : Optional.of(
            "%s may be the same person as %s, who requested it: both need a token of their own, or"
                    .formatted(by, requested)
                + " an account in Slack");
  }

  private static boolean differ(Pattern pattern, String one, String other) {
    Matcher first = pattern.matcher(one);
    Matcher second = pattern.matcher(other);
    return first.matches() && second.matches() && !first.group("id").equals(second.group("id"));
  }
}
