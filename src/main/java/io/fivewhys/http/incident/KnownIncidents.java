package io.fivewhys.http.incident;

import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.incident.Incident;
import io.fivewhys.pipeline.IncidentDesk;

/** Finds the incident that a request is about. */
final class KnownIncidents {
  private final IncidentDesk desk;

  KnownIncidents(IncidentDesk desk) {
    this.desk = desk;
  }

  /**
   * @throws Refusal when there is none
   */
  Incident of(Call call) {
    return Ids.uuid(call.parameter("id"))
        .flatMap(desk::get)
        .orElseThrow(() -> Ids.unknown("incident", call.parameter("id")));
  }
}
