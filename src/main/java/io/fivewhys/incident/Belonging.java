package io.fivewhys.incident;

import java.util.List;
import java.util.Optional;

/**
 * Which incident a sighting belongs to: that of the same cause; else one whose cause explains what
 * is named now, or is explained by it; else one of the same thing; else one of which the same
 * routes fail; else one of which nobody knows the cause yet.
 */
final class Belonging {
  private Belonging() {}

  static Optional<Incident> of(List<Incident> open, Sighting sighting) {
    return first(open, it -> isSameCause(it, sighting))
        .or(() -> first(open, it -> it.cause().filter(c -> sighting.names(c.key())).isPresent()))
        .or(() -> first(open, it -> isSameSubject(it, sighting)))
        .or(() -> first(open, it -> sharesRoutes(it, sighting)))
        .or(() -> first(open, it -> it.cause().isEmpty() && it.routes().isEmpty()));
  }

  /** Whether anything of an incident is seen, even though another one is seen first. */
  static boolean isSeen(Incident incident, Sighting sighting) {
    return incident.cause().filter(it -> sighting.names(it.key())).isPresent()
        || sharesRoutes(incident, sighting);
  }

  private static boolean isSameCause(Incident incident, Sighting sighting) {
    return incident.cause().isPresent()
        && sighting.leading().map(NamedCause::key).equals(incident.cause().map(NamedCause::key));
  }

  private static boolean isSameSubject(Incident incident, Sighting sighting) {
    return incident.cause().isPresent()
        && sighting
            .leading()
            .map(it -> it.key().subject())
            .equals(incident.cause().map(it -> it.key().subject()));
  }

  private static boolean sharesRoutes(Incident incident, Sighting sighting) {
    return incident.routes().stream().anyMatch(sighting.routes()::contains);
  }

  private static Optional<Incident> first(
      List<Incident> open, java.util.function.Predicate<Incident> test) {
    return open.stream().filter(test).findFirst();
  }
}
