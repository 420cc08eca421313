package io.fivewhys.http.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogPatternsRefused;
import io.fivewhys.logs.LogReader;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** What a kept diagnosis rests on: its snapshot, or those of its facts that somebody asks for. */
final class ReadFacts {
  /** More than any piece of evidence is read with. */
  private static final int MOST = 200;

  private static final String ALLOWED =
      "whole numbers from 0 to 9999999 with commas between them, " + MOST + " at most";

  private final DiagnosisHistory history;
  private final RulesInForce rules;
  private final SnapshotWriter writer = new SnapshotWriter();

  ReadFacts(DiagnosisHistory history, RulesInForce rules) {
    this.history = history;
    this.rules = rules;
  }

  /**
   * A fact as a snapshot has it.
   *
   * @param derived whether log lines told it, rather than it having been observed
   */
  record Indexed(int index, boolean derived, JsonNode fact) {}

  /**
   * @param total how many there are, those that log lines told included
   * @param missing asked for, and not there
   */
  record Facts(String diagnosis, int total, List<Indexed> facts, List<Integer> missing) {}

  Reply snapshot(Call call) throws IOException {
    ChangeQuery.none(call);
    byte[] json = writer.toBytes(snapshot(diagnosis(call)));
    return switch (call.accepted()) {
      case JSON -> Reply.ok(MediaType.JSON.header(), json);
      case YAML -> Reply.ok(MediaType.YAML, DiagnosisJson.jsonMapper().readTree(json));
    };
  }

  Reply facts(Call call) throws IOException {
    var query = new QueryReading(call.query(), List.of("index"));
    Optional<TreeSet<Integer>> wanted = query.needed("index", ALLOWED, ReadFacts::indices);
    query.mustBeFine();
    Diagnosis diagnosis = diagnosis(call);
    Snapshot snapshot = snapshot(diagnosis);
    List<Fact> all = new ArrayList<>(snapshot.facts());
    all.addAll(derived(diagnosis, snapshot));
    List<Integer> there = wanted.orElseThrow().stream().filter(it -> it < all.size()).toList();
    List<Integer> missing = wanted.get().stream().filter(it -> it >= all.size()).toList();
    JsonNode written = written(snapshot, there.stream().map(all::get).toList());
    List<Indexed> facts = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      int index = there.get(i);
      facts.add(new Indexed(index, index >= snapshot.facts().size(), written.get(i)));
    }
    var document = new Facts(diagnosis.id(), all.size(), facts, missing);
    return Reply.ok(call.accepted(), document);
  }

  private static Optional<TreeSet<Integer>> indices(String text) {
    if (!text.matches("\\d{1,7}(,\\d{1,7})*")) {
      return Optional.empty();
    }
    List<Integer> numbers = Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    return numbers.size() > MOST ? Optional.empty() : Optional.of(new TreeSet<>(numbers));
  }

  private JsonNode written(Snapshot snapshot, List<Fact> facts) throws IOException {
    byte[] json = writer.toBytes(snapshot.withFacts(facts));
    return DiagnosisJson.jsonMapper().readTree(json).path("facts");
  }

  /** What the log lines told the rules then; nothing when their patterns are not kept any more. */
  private List<Fact> derived(Diagnosis diagnosis, Snapshot snapshot) {
    String revision = diagnosis.rulebook().revision();
    Rulebook inForce = rules.rulebook();
    Optional<LogPatterns> patterns =
        inForce.revision().equals(revision)
            ? Optional.of(inForce.logPatterns())
            : rules.files(revision).map(RuleFiles::logPatterns).flatMap(ReadFacts::parsed);
    return patterns.map(it -> new LogReader(it).read(snapshot).derived()).orElse(List.of());
  }

  /** Empty where a newer program does not read them any more. */
  private static Optional<LogPatterns> parsed(SortedMap<String, String> patterns) {
    try {
      return Optional.of(LogPatterns.parse(patterns));
    } catch (LogPatternsRefused older) {
      return Optional.empty();
    }
  }

  private Diagnosis diagnosis(Call call) {
    return history
        .get(call.parameter("id"))
        .orElseThrow(
            () -> {
              var detail = "There is no such diagnosis, or it is too old to be kept.";
              return Problem.of(404, "no-such-diagnosis", detail).refusal();
            });
  }

  private Snapshot snapshot(Diagnosis diagnosis) {
    return history
        .snapshotOf(diagnosis.id())
        .orElseThrow(
            () -> {
              var detail =
                  "The snapshot of diagnosis "
                      + diagnosis.id()
                      + " is not kept: that of a look that says nothing new never is, and an old"
                      + " one makes room for others.";
              return Problem.of(410, "snapshot-gone", detail).refusal();
            });
  }
}
