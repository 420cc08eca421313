package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.LogReader;
import io.fivewhys.logs.LogReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not matter does not: over every case, whether its answer is right or not. */
class InvarianceTest {
  private static final Duration MONTHS = Duration.ofDays(97);

  /** What must stay: the verdict, and who is first and why. */
  private record Leading(
      Diagnosis.Verdict verdict,
      Optional<String> category,
      Optional<String> mechanism,
      Optional<String> subject) {

    static Leading of(Diagnosis answer) {
      Optional<Diagnosis.Cause> first = answer.causes().stream().findFirst();
      return new Leading(
          answer.verdict(),
          first.map(it -> it.category().toString()),
          first.map(Diagnosis.Cause::mechanism),
          first.map(it -> it.subject().toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 300, 50_000})
  void theOrderOfFactsChangesNothing(long seed) {
    forEveryCase(
        (it, changed) -> {
          Snapshot snapshot = it.snapshot();
          Snapshot shuffled = snapshot.withFacts(Renaming.shuffled(snapshot.facts(), seed));
          changed.add(IncidentCase.diagnose(shuffled));
          assertThat(withFacts(changed.getLast(), shuffled))
              .as(it.id())
              .isEqualTo(withFacts(it.answer(), snapshot));
          return Leading.of(it.answer());
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 777})
  void newNamesChangeNothingButNames(long seed) {
    forEveryCase(
        (it, changed) -> {
          Renaming renaming = new Renaming(it.json(), seed, true);
          Snapshot renamed = IncidentCase.read(renaming.of(it.json()));
          assertThat(renamed.gateway()).isNotEqualTo(it.snapshot().gateway());
          changed.add(IncidentCase.diagnose(renamed));
          Leading before = Leading.of(it.answer());
          return new Leading(
              before.verdict(),
              before.category(),
              before.mechanism(),
              before.subject().map(renaming::ofObject));
        });
  }

  /** Who is meant may hang on a likeness of names; what kind of cause it is may not. */
  @ParameterizedTest
  @ValueSource(longs = {8})
  void namesWithoutLikenessChangeNoCategory(long seed) {
    forEveryCase(
        (it, changed) -> {
          Renaming renaming = new Renaming(it.json(), seed, false);
          Snapshot renamed = IncidentCase.read(renaming.of(it.json()));
          assertThat(renamed.gateway()).isNotEqualTo(it.snapshot().gateway());
          changed.add(IncidentCase.diagnose(renamed));
          Leading before = Leading.of(it.answer());
          return new Leading(
              before.verdict(),
              before.category(),
              before.mechanism(),
              Leading.of(changed.getLast()).subject());
        });
  }

  @Test
  void monthsLaterEverythingIsTheSame() {
    forEveryCase(
        (it, changed) -> {
          Instant observedAt = it.snapshot().observedAt();
          int year = Integer.parseInt(observedAt.toString().substring(0, 4));
          Snapshot later = IncidentCase.read(new TimeShift(MONTHS.toDays(), year).of(it.json()));
          assertThat(later.observedAt()).isEqualTo(observedAt.plus(MONTHS));
          changed.add(IncidentCase.diagnose(later));
          return Leading.of(it.answer());
        });
  }

  /** A uid says which of two objects of one name is meant; it is no name that anything hangs on. */
  @Test
  void uidsChangeNothingAtAll() {
    forEveryCase(
        (it, changed) -> {
          ObjectNode snapshot = it.json().deepCopy();
          int number = 0;
          for (var fact : snapshot.withArray("facts")) {
            if (Set.of("Workload", "Pod").contains(fact.get("kind").asText())) {
              ((ObjectNode) fact).put("uid", "0b1c-%d".formatted(number++ / 2));
            }
          }
          changed.add(IncidentCase.diagnose(IncidentCase.read(snapshot)));
          assertThat(changed.getLast()).as(it.id()).isEqualTo(it.answer());
          return Leading.of(it.answer());
        });
  }

  @Test
  void healthyBystandersChangeNothing() throws IOException {
    var bystanders =
        new ObjectMapper(new YAMLFactory())
            .readTree(InvarianceTest.class.getResourceAsStream("/bystanders.yaml"));
    assertThat(bystanders).hasSizeGreaterThanOrEqualTo(30);
    forEveryCase(
        (it, changed) -> {
          ObjectNode snapshot = it.json().deepCopy();
          bystanders.forEach(snapshot.withArray("facts")::add);
          changed.add(IncidentCase.diagnose(IncidentCase.read(snapshot)));
          return Leading.of(it.answer());
        });
  }

  /**
   * @param change adds the answer to the changed case, and returns what must lead it
   */
  private static void forEveryCase(BiFunction<IncidentCase, List<Diagnosis>, Leading> change) {
    List<String> differences = new ArrayList<>();
    List<Diagnosis> changed = new ArrayList<>();
    for (IncidentCase it : IncidentCase.all()) {
      Leading expected = change.apply(it, changed);
      Leading found = Leading.of(changed.getLast());
      if (!found.equals(expected)) {
        differences.add(
            it.id()
                + "\n  before"
                + IncidentCase.told(it.answer())
                + "\n  after"
                + IncidentCase.told(changed.getLast()));
      }
    }
    assertThat(changed).hasSameSizeAs(IncidentCase.all()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(differences).as("cases that a change without meaning changes").isEmpty();
  }

  /** A diagnosis with facts in the place of their indices, which differ with the order. */
  private record WithFacts(Diagnosis plain, List<Set<Fact>> facts, List<LogReading> logs) {}

  private static WithFacts withFacts(Diagnosis answer, Snapshot snapshot) {
    List<Fact> all = new ArrayList<>(snapshot.facts());
    all.addAll(new LogReader(SharedRulebook.rulebook().logPatterns()).read(snapshot).derived());
    List<Set<Fact>> facts = new ArrayList<>();
    List<Diagnosis.Symptom> symptoms =
        answer.symptoms().stream()
            .map(it -> new Diagnosis.Symptom(it.statement(), named(it.facts(), all, facts)))
            .toList();
    List<Diagnosis.Cause> causes =
        answer.causes().stream()
            .map(
                it ->
                    new Diagnosis.Cause(
                        it.category(),
                        it.mechanism(),
                        it.subject(),
                        it.confidence(),
                        it.summary(),
                        it.why(),
                        it.evidence().stream()
                            .map(
                                reason ->
                                    new Diagnosis.Evidence(
                                        reason.rule(),
                                        reason.statement(),
                                        reason.weight(),
                                        named(reason.facts(), all, facts)))
                            .toList(),
                        it.mitigations(),
                        it.fixes(),
                        it.runbooks(),
                        it.prior(),
                        it.competition(),
                        it.score(),
                        it.explains()))
            .toList();
    return new WithFacts(
        new Diagnosis(
            answer.id(),
            answer.gateway(),
            answer.namespace(),
            answer.observedAt(),
            answer.verdict(),
            answer.summary(),
            symptoms,
            causes,
            answer.ruledOut(),
            answer.blind(),
            answer.needs(),
            answer.escalation(),
            answer.rulebook(),
            List.of()),
        facts,
        answer.logs().stream()
            .map(
                it ->
                    new LogReading(
                        0,
                        it.workload(),
                        it.format(),
                        it.lines(),
                        it.recognised(),
                        it.unmatched(),
                        it.samples()))
            .sorted(Comparator.comparing(LogReading::toString))
            .toList());
  }

  /** Notes the facts and returns no index. */
  private static List<Integer> named(List<Integer> indices, List<Fact> all, List<Set<Fact>> facts) {
    Set<Fact> named = new HashSet<>();
    indices.forEach(index -> named.add(all.get(index)));
    facts.add(named);
    return List.of();
  }
}
