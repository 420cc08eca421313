package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.notify.Message;
import io.fivewhys.store.Incidents;
import io.fivewhys.store.Interventions;
import io.fivewhys.store.QueuedMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Fills a message of the outbox with the incident as it is when the message is sent. */
final class Messages {
  private static final int MOST_ENTRIES = 20;

  private final Database database;
  private final Incidents incidents;
  private final Interventions interventions = new Interventions();
  private final Function<String, Optional<Diagnosis>> diagnoses;
  private final Optional<URI> base;

  /**
   * @param diagnoses by id, as far as they are kept
   * @param base where the service is reached, for links
   */
  Messages(
      Database database,
      Incidents incidents,
      Function<String, Optional<Diagnosis>> diagnoses,
      Optional<URI> base) {
    this.database = database;
    this.incidents = incidents;
    this.diagnoses = diagnoses;
    this.base = base;
  }

  Message of(QueuedMessage queued) {
    Optional<Incident> incident =
        queued.incident().flatMap(it -> database.read(handle -> incidents.get(handle, it)));
    List<TimelineEntry> timeline =
        incident
            .map(it -> database.read(handle -> incidents.latest(handle, it.id(), MOST_ENTRIES)))
            .orElse(List.of());
    List<Intervention> actions =
        incident
            .map(it -> database.read(handle -> interventions.of(handle, it.id())))
            .orElse(List.of());
    return new Message(
        queued.message(),
        queued.occasion(),
        queued.text(),
        queued.createdAt(),
        incident,
        incident.flatMap(it -> diagnoses.apply(it.lastDiagnosis())),
        timeline,
        actions,
        incident.flatMap(it -> base.map(at -> link(at, it))));
  }

  private static URI link(URI base, Incident incident) {
    String path = base.toString().replaceFirst("/+$", "");
    return URI.create(path + "/api/v1/incidents/" + incident.id());
  }
}
