package io.fivewhys.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.SharedRulebook;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.vocabulary.Vocabulary.Field;
import io.fivewhys.vocabulary.Vocabulary.Type;
import io.fivewhys.vocabulary.Vocabulary.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  private static final Vocabulary VOCABULARY =
      VocabularyOf.rules(SharedRulebook.rulebook(), Thresholds.defaults());

  private static List<Type> types() {
    return Stream.concat(VOCABULARY.facts().stream(), VOCABULARY.views().stream()).toList();
  }

  @Test
  void everythingThatRulesCanNameIsDocumented() {
    for (Type type : types()) {
      assertThat(type.doc()).as(type.name()).isNotEmpty();
      Stream.concat(type.fields().stream(), type.properties().stream())
          .forEach(it -> assertThat(it.doc()).as(type.name() + "." + it.name()).isNotEmpty());
      Stream.concat(type.functions().stream(), type.factories().stream())
          .forEach(it -> assertThat(it.doc()).as(type.name() + "." + it.call()).isNotEmpty());
    }
    assertThat(VOCABULARY.helpers()).isNotEmpty().noneMatch(it -> it.doc().isEmpty());
    Stream.of(
            VOCABULARY.categories(),
            VOCABULARY.actions(),
            VOCABULARY.risks(),
            VOCABULARY.logPatterns(),
            VOCABULARY.operators())
        .forEach(words -> assertThat(words).isNotEmpty().noneMatch(it -> it.doc().isEmpty()));
  }

  @Test
  void everyNumberAndTimeHasAUnit() {
    Set<String> numbers = Set.of("double", "long", "int", "Instant", "Duration");
    for (Type type : types()) {
      for (Field field : type.fields()) {
        if (numbers.contains(field.type())) {
          assertThat(field.unit()).as(type.name() + "." + field.name()).isNotEmpty();
        }
      }
    }
    assertThat(field("RouteTraffic", "p99Millis").unit()).isEqualTo("milliseconds");
    assertThat(field("RouteTraffic", "baselineErrorRatio").unit()).contains("0.0 to 1.0");
    assertThat(field("Pod", "restarts").optional()).isTrue();
    assertThat(field("Pod", "phase").values()).contains("RUNNING");
  }

  @Test
  void hasAllKindsOfFactsAndWhatIsDerivedFromThem() {
    assertThat(VOCABULARY.facts())
        .extracting(Type::name)
        .contains("Pod", "Signal", "Blind")
        .hasSize(24);
    assertThat(type("Pod").properties())
        .extracting(Field::name)
        .contains("isCrashing()", "owner()");
    assertThat(type("Finding").factories())
        .extracting(Vocabulary.Function::call)
        .containsExactly(
            "Finding.of(String sign, String subject, String statement, Object... seen)");
    assertThat(type("Because").factories())
        .extracting(Vocabulary.Function::call)
        .containsExactly("new Because(Hypothesis effect, Hypothesis cause)");
  }

  /** A sign that nobody makes is a slip of the pen in a rule. */
  @Test
  void everySignThatRulesAskForIsMadeByARule() {
    assertThat(VOCABULARY.signs())
        .hasSizeGreaterThan(50)
        .allSatisfy(it -> assertThat(it.madeBy()).as(it.sign()).isNotEmpty());
    assertThat(VOCABULARY.signs())
        .filteredOn(it -> it.sign().equals("memory is used up"))
        .singleElement()
        .satisfies(it -> assertThat(it.madeBy()).containsExactly("A resource is used up"));
  }

  @Test
  void thresholdsShowWhatIsInForceBesideTheDefault() {
    Thresholds it = Thresholds.defaults();
    var stricter =
        new Thresholds(
            0.5,
            it.errorFactor(),
            it.errorCount(),
            it.callErrorRatio(),
            it.cleanErrorRatio(),
            it.slowFactor(),
            it.slowMillis(),
            it.surgeFactor(),
            it.exhaustedShare(),
            it.idleShare(),
            it.throttledShare(),
            it.logFactor(),
            it.logCount(),
            it.packetLossShare(),
            it.freshMinutes(),
            it.staleHours(),
            java.util.Map.of("queue_lag_seconds", 30.0));
    var vocabulary = VocabularyOf.rules(SharedRulebook.rulebook(), stricter);

    assertThat(vocabulary.thresholds().getFirst())
        .isEqualTo(
            new Vocabulary.Threshold(
                "errorRatio",
                "diagnosis.thresholds.error-ratio",
                "share, 0.0 to 1.0",
                0.01,
                0.5,
                "least share of 5xx that is a symptom where no usual share is known, 0.0 to 1.0"));
    assertThat(vocabulary.signals().inForce()).containsEntry("queue_lag_seconds", 30.0);
  }

  @Test
  void readsAsTextToo() {
    assertThat(VocabularyText.of(VOCABULARY))
        .contains("### Pod\nOne pod and what its containers say.\n")
        .contains("- \"pods crash\"\n    made by: ")
        .contains("- 10 decibans: 10 times as often")
        .contains("diagnosis.thresholds.signals");
    assertThat(VOCABULARY.stages())
        .extracting(Word::name)
        .containsExactly("evidence", "diagnosis", "advice");
  }

  @Test
  void extractsTheSameTwiceAndOnlyWhenSourcesChanged(@TempDir Path directory) throws IOException {
    Path fact = directory.resolve("src/io/fivewhys/fact");
    Path classes = directory.resolve("classes");
    Files.createDirectories(fact);
    Files.createDirectories(directory.resolve("src/io/fivewhys/inference"));
    Path source = fact.resolve("Tide.java");
    Files.writeString(
        source,
        """
        /**
         * How high the water is, see {@link Moon} and {@code Sun}.
         *
         * @param metres above the mean
         */
        record Tide(double metres) {
          /** High.   <p>Very. */
          boolean isHigh(double from) { return metres > from; }
        }
        """);

    assertThat(ExtractDocs.run(directory.resolve("src"), classes)).isTrue();
    byte[] first = Files.readAllBytes(classes.resolve("vocabulary/docs.json"));
    assertThat(ExtractDocs.run(directory.resolve("src"), classes)).isFalse();
    Docs docs = Docs.parse(first);
    assertThat(docs.of("Tide")).isEqualTo("How high the water is, see Moon and Sun.");
    assertThat(docs.of("Tide.metres")).isEqualTo("above the mean");
    assertThat(docs.of("Tide.isHigh(from)")).isEqualTo("High. Very.");

    Files.writeString(source, "/** Otherwise. */ record Tide() {}");
    assertThat(ExtractDocs.run(directory.resolve("src"), classes)).isTrue();
    assertThat(Docs.parse(Files.readAllBytes(classes.resolve("vocabulary/docs.json"))).of("Tide"))
        .isEqualTo("Otherwise.");
  }

  private static Type type(String name) {
    return types().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Field field(String type, String name) {
    return type(type).fields().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
