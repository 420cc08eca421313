package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.incident.Feedback;
import io.fivewhys.incident.Feedback.Verdict;
import io.fivewhys.incident.RulePrecision;
import io.fivewhys.inference.Category;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class FeedbackStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private Database database;
  private FeedbackStore store;
  private final Diagnosis diagnosis = withMoreEvidence(SampleDiagnoses.badRelease("edge"));
  private final List<String> rules =
      diagnosis.causes().getFirst().evidence().stream()
          .filter(it -> it.weight() > 0)
          .map(Diagnosis.Evidence::rule)
          .distinct()
          .sorted()
          .toList();

  /** Two rules speak for its leading cause and one against it. */
  private static Diagnosis withMoreEvidence(Diagnosis it) {
    var cause = it.causes().getFirst();
    var evidence = new ArrayList<>(cause.evidence());
    evidence.add(new Diagnosis.Evidence("Pods crash", "6 of 6", 10, List.of()));
    evidence.add(new Diagnosis.Evidence("Nothing was rolled out", "for days", -10, List.of()));
    var more =
        new Diagnosis.Cause(
            cause.category(),
            cause.mechanism(),
            cause.subject(),
            cause.confidence(),
            cause.summary(),
            cause.why(),
            evidence,
            cause.mitigations(),
            cause.fixes(),
            cause.runbooks(),
            cause.prior(),
            cause.competition(),
            cause.score(),
            cause.explains());
    return new Diagnosis(
        "d1",
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.verdict(),
        it.summary(),
        it.symptoms(),
        List.of(more),
        it.ruledOut(),
        it.blind(),
        it.needs(),
        it.escalation(),
        it.rulebook(),
        it.logs());
  }

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    store = new FeedbackStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> say(Verdict verdict, String by, Diagnosis about) {
    var feedback =
        new Feedback(about.id(), verdict, by, NOW, Optional.empty(), Optional.of("because"));
    return database.write(it -> store.add(it, feedback, about));
  }

  private RulePrecision precision() {
    return store.precision(1).entries().getFirst();
  }

  @Test
  void everyRuleThatSpokeForTheLeadingCauseGetsTheVerdict() {
    assertThat(rules).hasSize(2);
    assertThat(say(Verdict.RIGHT, "admin (Jane)", diagnosis)).isEqualTo(rules);
    say(Verdict.PARTLY, "admin (Joe)", diagnosis);
    say(Verdict.WRONG, "admin (Joe)", diagnosis.withId("d2"));

    assertThat(store.precision(99).entries())
        .containsExactlyElementsOf(
            rules.stream().map(rule -> new RulePrecision(rule, 1, 1, 1)).toList());
    assertThat(precision().precision()).isEqualTo(0.5);
    assertThat(store.precisionOf(rules.getFirst(), 9))
        .containsExactly(
            new FeedbackStore.OfRevision(
                diagnosis.rulebook().revision(),
                new RulePrecision(rules.getFirst(), 1, 1, 1),
                NOW));
    assertThat(store.precisionOf("none", 9)).isEmpty();
  }

  @Test
  void whatOneSaysLaterCountsInPlaceOfWhatWasSaidBefore() {
    say(Verdict.RIGHT, "admin", diagnosis);
    var actual = new Feedback.ActualCause(Category.TRAFFIC_SURGE, Optional.of("orders"));
    var wrong =
        new Feedback(
            "d1",
            Verdict.WRONG,
            "admin",
            NOW.plusSeconds(1),
            Optional.of(actual),
            Optional.of("é"));
    database.write(it -> store.add(it, wrong, diagnosis));

    assertThat(precision()).isEqualTo(new RulePrecision(rules.getFirst(), 0, 0, 1));
    assertThat(store.of("d1")).containsExactly(wrong);
    assertThat(store.history("d1", "admin"))
        .extracting(Feedback::verdict)
        .containsExactly(Verdict.WRONG, Verdict.RIGHT);
  }

  @Test
  void ofManyAtTheSameTimeOneCounts() throws Exception {
    try (var threads = Executors.newFixedThreadPool(6)) {
      var all =
          threads.invokeAll(
              IntStream.range(0, 12)
                  .<Callable<Object>>mapToObj(
                      i -> () -> say(Verdict.values()[i % 3], "admin", diagnosis))
                  .toList());
      for (var each : all) {
        each.get();
      }
    }

    assertThat(precision().count()).isOne();
    assertThat(store.history("d1", "admin")).hasSize(12);
    assertThat(store.of("d1")).hasSize(1);
  }

  @Test
  void goesThroughTheRulesPageByPage() {
    say(Verdict.RIGHT, "admin", diagnosis);
    Page<RulePrecision> page = store.precision(1);
    var seen = new ArrayList<>(page.entries());
    while (page.next().isPresent()) {
      var cursor = Keyset.parse(page.next().get().toString(), FeedbackStore.RULES);
      page = store.precision(cursor, 1);
      seen.addAll(page.entries());
    }

    assertThat(seen).extracting(RulePrecision::rule).containsExactlyElementsOf(rules);
  }

  @Test
  void forgetsWhatWasSaidAndNotWhatItCounted() {
    say(Verdict.RIGHT, "admin", diagnosis);
    say(Verdict.WRONG, "admin", diagnosis);

    assertThat(store.forgetOld(NOW, 9)).isZero();
    assertThat(store.forgetOld(NOW.plus(Duration.ofSeconds(1)), 1)).isOne();
    assertThat(store.forgetOld(NOW.plus(Duration.ofSeconds(1)), 9)).isOne();

    assertThat(store.of("d1")).isEmpty();
    assertThat(precision().wrong()).isOne();
  }
}
