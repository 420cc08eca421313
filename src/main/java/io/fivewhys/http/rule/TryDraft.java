package io.fivewhys.http.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.Trial;
import io.fivewhys.explain.Explainer;
import io.fivewhys.explain.Explanation;
import io.fivewhys.explain.NoSuchRule;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.JsonBody;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OneAtATime;
import io.fivewhys.http.serve.WaitingClient;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * What rules that need not be in force say of a snapshot, and why. Nothing is put in force, kept or
 * told to anybody else.
 */
final class TryDraft {
  private static final int MOST_EXPLAINED = 20;
  private static final int LONGEST_NAME = 1_000;
  private static final Set<String> FIELDS =
      Set.of("files", "revision", "snapshot", "diagnosis", "explain");

  private final RuleParts parts;
  private final RulesInForce rules;
  private final OneAtATime turns = new OneAtATime("draft");

  TryDraft(RuleParts parts) {
    this.parts = parts;
    rules = parts.rules();
  }

  /**
   * What it answers with.
   *
   * @param revision of the rules that were asked
   * @param fired names of the rules that concluded something that still holds
   */
  record Tried(
      String revision, Diagnosis diagnosis, List<Explanation> explanations, List<String> fired) {}

  Reply answer(Call call, WaitingClient client) throws IOException {
    ChangeQuery.none(call);
    JsonNode body = JsonBody.object(call, FIELDS);
    List<String> explain = explain(body);
    Snapshot snapshot = snapshot(body);
    var files = TrialBody.files(body, rules);
    try {
      return Reply.ok(
          call.accepted(),
          turns.done(
              () ->
                  tried(
                      files.map(parts.trial().compiler()).orElseGet(rules::rulebook),
                      snapshot,
                      explain),
              client));
    } catch (RulebookRefused refused) {
      throw TrialBody.refused(refused);
    } catch (NoSuchRule unknown) {
      throw ExplainRule.noSuch(unknown);
    } catch (DiagnosisFailed failed) {
      throw failed(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "abandoned", "The request was given up.").refusal();
    }
  }

  private Tried tried(Rulebook rulebook, Snapshot snapshot, List<String> explain) {
    mustBeWanted();
    Diagnoser diagnoser = parts.trial().diagnoser();
    // Names that are mistyped are told before anything is evaluated for the diagnosis.
    List<Explanation> explanations = new Explainer(diagnoser).explain(rulebook, snapshot, explain);
    mustBeWanted();
    Trial trial = diagnoser.trial(rulebook, snapshot);
    return new Tried(
        rulebook.revision(), trial.diagnosis(), explanations, List.copyOf(trial.concluded()));
  }

  /** Whoever left waits for nothing: the next has its turn. */
  private static void mustBeWanted() {
    if (Thread.interrupted()) {
      throw new CancellationException("its client left");
    }
  }

  /** A draft that fails is its author's to mend, and no fault of the service. */
  private static Refusal failed(DiagnosisFailed failed) {
    return switch (failed.code()) {
      case DEADLINE_EXCEEDED ->
          Problem.of(503, "deadline", failed.getMessage())
              .withRules(failed.rules())
              .retryAfter(Duration.ofSeconds(5));
      case RULE_FAILED -> problem("rule-failed", failed);
      case TOO_MANY_FIRINGS -> problem("too-many-firings", failed);
      case TIME_EXCEEDED, MEMORY_EXCEEDED, TOO_DEEP -> problem("rule-budget-exceeded", failed);
    };
  }

  private static Refusal problem(String kind, DiagnosisFailed failed) {
    return Problem.of(422, kind, failed.getMessage()).withRules(failed.rules()).refusal();
  }

  private static List<String> explain(JsonNode body) {
    JsonNode names = body.path("explain");
    if (names.isMissingNode() || names.isNull()) {
      return List.of();
    }
    if (!names.isArray() || names.size() > MOST_EXPLAINED) {
      throw JsonBody.malformed("explain must be a list of at most 20 names of rules.");
    }
    List<String> all = new ArrayList<>();
    for (JsonNode name : names) {
      if (!name.isTextual() || name.asText().isBlank() || name.asText().length() > LONGEST_NAME) {
        throw JsonBody.malformed("explain: every value must be the name of a rule.");
      }
      all.add(name.asText().strip());
    }
    return all.stream().distinct().toList();
  }

  private Snapshot snapshot(JsonNode body) throws IOException {
    if (body.has("snapshot") == body.has("diagnosis")) {
      throw JsonBody.malformed(
          "Give either a snapshot, as an object or as text in YAML or JSON, or the id of a"
              + " diagnosis that is kept.");
    }
    return body.has("snapshot") ? read(body.get("snapshot")) : kept(body);
  }

  private Snapshot read(JsonNode snapshot) throws IOException {
    if (!snapshot.isObject() && !snapshot.isTextual()) {
      throw JsonBody.malformed("snapshot must be an object, or text in YAML or JSON.");
    }
    byte[] bytes =
        snapshot.isTextual()
            ? snapshot.asText().getBytes(StandardCharsets.UTF_8)
            : DiagnosisJson.jsonMapper().writeValueAsBytes(snapshot);
    boolean json = snapshot.isObject() || snapshot.asText().stripLeading().startsWith("{");
    var format = json ? SnapshotReader.Format.JSON : SnapshotReader.Format.YAML;
    try {
      return parts.reading().read(new ByteArrayInputStream(bytes), format);
    } catch (SnapshotRefused refused) {
      throw Problem.of(refused).refusal();
    }
  }

  private Snapshot kept(JsonNode body) {
    Optional<String> id = JsonBody.text(body, "diagnosis");
    return id.flatMap(parts.diagnoses()::snapshotOf)
        .orElseThrow(
            () -> {
              var detail =
                  "There is no such diagnosis, or it or its snapshot is too old to be kept.";
              return Problem.of(404, "no-such-diagnosis", detail).refusal();
            });
  }
}
