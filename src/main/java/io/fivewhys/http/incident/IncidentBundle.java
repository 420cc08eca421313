package io.fivewhys.http.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.mitigation.InterventionDocuments;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.pipeline.IncidentStories;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All that an incident's diagnosis rests on, in one archive with which it can be made again without
 * the service: the same snapshot, the same rules.
 */
final class IncidentBundle {
  /** Diagnoses of which a snapshot is looked for. */
  private static final int MOST_TRIED = 100;

  /** More than the longest life of an action has. */
  private static final int MOST_HISTORY = 500;

  private final IncidentParts parts;
  private final RulesInForce rules;
  private final IncidentStories stories;
  private final KnownIncidents known;
  private final SnapshotWriter writer = new SnapshotWriter();

  IncidentBundle(IncidentParts parts, RulesInForce rules, IncidentStories stories) {
    this.parts = parts;
    this.rules = rules;
    this.stories = stories;
    known = new KnownIncidents(parts.desk());
  }

  Reply answer(Call call) throws IOException {
    var reading = new QueryReading(call.query(), List.of("diagnosis"));
    Optional<String> wanted =
        reading.value("diagnosis", "the id of a diagnosis of the incident", Ids::uuid);
    reading.mustBeFine();
    Incident incident = known.of(call);
    List<TimelineEntry> timeline = stories.timeline(incident);
    Basis basis = wanted.isPresent() ? chosen(wanted.get(), incident) : latest(incident, timeline);
    Diagnosis diagnosis = basis.diagnosis();
    RuleFiles files =
        rules
            .files(diagnosis.rulebook().revision())
            .orElseThrow(
                () -> gone("rules", "Revision " + diagnosis.rulebook().revision() + " is not"));
    byte[] zip = zip(incident, timeline, diagnosis, basis.snapshot(), files);
    return Reply.ok("application/zip", zip)
        .with("Content-Disposition", "attachment; filename=\"incident-" + incident.id() + ".zip\"");
  }

  /** What can be made again, and from what. */
  private record Basis(Diagnosis diagnosis, Snapshot snapshot) {}

  private Basis chosen(String id, Incident incident) {
    if (!stories.restsOn(incident, id)) {
      var detail = "Diagnosis %s is none that incident %s rests on.".formatted(id, incident.id());
      throw Problem.of(404, "no-such-diagnosis", detail).refusal();
    }
    Diagnosis diagnosis =
        parts
            .diagnoses()
            .get(id)
            .orElseThrow(() -> gone("diagnosis", "Diagnosis " + id + " is not"));
    return basis(id).orElseThrow(() -> snapshotGone(diagnosis));
  }

  /**
   * The one that tells of the incident best, and if its snapshot is gone the newest whose is not.
   */
  private Basis latest(Incident incident, List<TimelineEntry> timeline) {
    Optional<Diagnosis> telling = stories.of(incident).diagnosis();
    var ids = new LinkedHashSet<String>();
    telling.map(Diagnosis::id).ifPresent(ids::add);
    IncidentStories.ids(incident, timeline).stream().limit(MOST_TRIED).forEach(ids::add);
    ids.add(incident.firstDiagnosis());
    return ids.stream()
        .flatMap(it -> basis(it).stream())
        .findFirst()
        .orElseThrow(
            () ->
                telling
                    .map(IncidentBundle::snapshotGone)
                    .orElseGet(() -> gone("diagnosis", "No diagnosis of the incident is")));
  }

  /** Empty when the diagnosis or its snapshot is not kept any more. */
  private Optional<Basis> basis(String id) {
    return parts
        .diagnoses()
        .snapshotOf(id)
        .flatMap(snapshot -> parts.diagnoses().get(id).map(it -> new Basis(it, snapshot)));
  }

  private static Refusal snapshotGone(Diagnosis diagnosis) {
    return gone("snapshot", "The snapshot of diagnosis " + diagnosis.id() + " is not");
  }

  private static Refusal gone(String what, String words) {
    var detail =
        words + " kept any more, so that it cannot be made again; history says how long it is.";
    return Problem.of(410, what + "-gone", detail).refusal();
  }

  private byte[] zip(
      Incident incident,
      List<TimelineEntry> timeline,
      Diagnosis diagnosis,
      Snapshot snapshot,
      RuleFiles files)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      List<Intervention> done = parts.interventions().of(incident.id());
      var described =
          IncidentDocuments.Described.of(
              incident, parts.desk().earlier(incident), parts.desk().fixes(incident), done);
      var actions = done.stream().map(this::withHistory).toList();
      var entries = timeline.stream().map(IncidentDocuments.Entry::of).toList();
      put(zip, incident, "README.md", utf8(readme(incident, diagnosis)));
      put(zip, incident, "incident.json", json(described));
      put(zip, incident, "timeline.json", json(entries));
      put(zip, incident, "actions.json", json(actions));
      put(zip, incident, "diagnosis.json", DiagnosisJson.prettyJson(diagnosis));
      put(zip, incident, "snapshot.json", writer.toBytes(snapshot));
      for (var file : files.contents().entrySet()) {
        put(zip, incident, "rules/" + file.getKey(), utf8(file.getValue()));
      }
    }
    return out.toByteArray();
  }

  private InterventionDocuments.Described withHistory(Intervention it) {
    var history = parts.interventions().journal(it.id(), 0, MOST_HISTORY);
    return InterventionDocuments.Described.of(it, history);
  }

  /** With a time of the incident, so that the same bundle has the same bytes. */
  private static void put(ZipOutputStream zip, Incident incident, String name, byte[] bytes)
      throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(incident.openedAt().atZone(ZoneOffset.UTC).toLocalDateTime());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] json(Object document) {
    try {
      return DiagnosisJson.jsonMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsBytes(document);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String readme(Incident incident, Diagnosis diagnosis) {
    return """
    # Incident %s

    What diagnosis %s rests on, made by rulebook revision %s. It can be made again without the \
    service:

    ```sh
    unzip incident-%s.zip -d incident-%s
    cd incident-%s
    fivewhys diagnose snapshot.json --rules.directory=rules
    ```

    Verdict and causes are those of diagnosis.json; `--output json` shows them in the same \
    form. Change the rules under rules/ and run it again to see what they would have said. \
    Where the service has settings of its own under `diagnosis`, give them as well. Secrets \
    and personal data were taken out of the snapshot before it was kept.

    - incident.json: the incident as it was when this was put together
    - timeline.json: what happened, the oldest first
    - actions.json: what was done about it, or was not and why, and by whom
    - diagnosis.json: the diagnosis
    - snapshot.json: what was observed
    - rules/: the rule files
    """
        .formatted(
            incident.id(),
            diagnosis.id(),
            diagnosis.rulebook().revision(),
            incident.id(),
            incident.id(),
            incident.id());
  }
}
