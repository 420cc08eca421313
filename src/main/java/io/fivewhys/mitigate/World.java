package io.fivewhys.mitigate;

import io.fivewhys.incident.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What guards have to know besides the plan and the last look, as it stands in the store within one
 * transaction.
 *
 * @param now time of the database
 * @param stopped who stopped everything, while that holds
 * @param silence which silence covers the incident, in words
 * @param past all interventions that were begun within the last day, and those in flight; without
 *     the one that is judged; the newest first
 * @param alike the last ones of the same action against the same category of cause whose effect is
 *     known, however long ago; the newest first
 * @param openIncidents incidents of all gateways that are not over, in number of gateways; without
 *     those that a posted snapshot opened
 */
public record World(
    Instant now,
    Optional<Mark> stopped,
    Optional<String> silence,
    List<Past> past,
    List<Past> alike,
    int openIncidents) {
  public World {
    past = List.copyOf(past);
    alike = List.copyOf(alike);
  }
}
