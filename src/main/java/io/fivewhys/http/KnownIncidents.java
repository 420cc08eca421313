package io.fivewhys.http;

import io.fivewhys.incident.Incident;
import io.fivewhys.pipeline.IncidentDesk;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the incident that a request is about. */
final class KnownIncidents {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final IncidentDesk desk;

  KnownIncidents(IncidentDesk desk) {
    this.desk = desk;
  }

  /** What can be an id; empty for what cannot. */
  static Optional<String> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  /**
   * @throws Refusal when there is none
   */
  Incident of(Call call) {
    return id(call.parameter("id"))
        .flatMap(desk::get)
        .orElseThrow(() -> unknown(call.parameter("id")));
  }

  static Refusal unknown(String id) {
    var detail =
        "There is no incident %s, or it is too old to be kept.".formatted(Call.bounded(id));
    return Problem.of(404, "no-such-incident", detail).refusal();
  }
}
