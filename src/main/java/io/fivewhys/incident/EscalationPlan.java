package io.fivewhys.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to call when nobody acts, per gateway and severity: levels of growing reach, each after a
 * time from the opening.
 *
 * @param policies the first that fits an incident holds for it
 */
public record EscalationPlan(List<Policy> policies) {

  /** Nobody is called. */
  public static final EscalationPlan NOBODY = new EscalationPlan(List.of());

  /**
   * @param gateways names; empty: all
   * @param severities empty: all
   * @param levels in the order in which they are called
   */
  public record Policy(Set<String> gateways, Set<Severity> severities, List<Level> levels) {
    boolean fits(String gateway, Severity severity) {
      return (gateways.isEmpty() || gateways.contains(gateway))
          && (severities.isEmpty() || severities.contains(severity));
    }
  }

  /**
   * @param after from the opening on
   * @param channels names of those that are called
   */
  public record Level(Duration after, List<String> channels) {}

  public EscalationPlan {
    policies = List.copyOf(policies);
  }

  /** The level that is called as number so and so, 1 for the first. */
  public Optional<Level> level(Incident incident, int number) {
    List<Level> levels = levels(incident.gateway(), incident.severity());
    return number >= 1 && number <= levels.size()
        ? Optional.of(levels.get(number - 1))
        : Optional.empty();
  }

  /**
   * Severity rose: another policy may hold, of which no level was called yet. What is due earlier
   * stays so.
   */
  void raised(Incident incident, Severity now, Editor next, Instant at) {
    boolean open = incident.isUnattended();
    Optional<Policy> before = policy(incident.gateway(), incident.severity());
    Optional<Policy> after = policy(incident.gateway(), now);
    if (!open || before.equals(after)) {
      return;
    }
    next.escalation = 0;
    Optional<Instant> due =
        after
            .flatMap(it -> it.levels().stream().findFirst())
            .map(it -> incident.openedAt().plus(it.after()))
            .map(it -> it.isBefore(at) ? at : it);
    next.escalatesAt =
        due.map(it -> incident.escalatesAt().filter(it::isAfter).orElse(it))
            .or(incident::escalatesAt);
  }

  boolean hasLevels(String gateway, Severity severity) {
    return !levels(gateway, severity).isEmpty();
  }

  /** When the first level of a new incident is due. */
  Optional<Instant> first(Sighting sighting, Instant now) {
    return levels(sighting.gateway(), sighting.severity()).stream()
        .findFirst()
        .map(it -> sighting.callNow() ? now : now.plus(it.after()));
  }

  /** When the level after the one that is called now is due: never before some time has passed. */
  Optional<Instant> next(Incident incident, int called, Instant now) {
    Optional<Duration> before = level(incident, called).map(Level::after);
    return level(incident, called + 1)
        .map(it -> now.plus(it.after().minus(before.orElse(Duration.ZERO))));
  }

  private List<Level> levels(String gateway, Severity severity) {
    return policy(gateway, severity).map(Policy::levels).orElse(List.of());
  }

  private Optional<Policy> policy(String gateway, Severity severity) {
    return policies.stream().filter(it -> it.fits(gateway, severity)).findFirst();
  }
}
