package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fivewhys.fact.Signal;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.drools.modelcompiler.KieBaseBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attempts at escape, as {@code escapes.txt} lists them; each is refused or shown harmless. */
class EscapeTest {
  private static final String FRAME =
      "package rules.odd;\nimport io.fivewhys.fact.*;\nimport io.fivewhys.inference.*;\n";

  /**
   * @param outcome sandbox, parse, compile or harmless
   * @param words of the refusal, or why it is harmless
   */
  record Attempt(String name, String outcome, String words, String drl) {
    @Override
    public String toString() {
      return name;
    }

    /** 1-based; 0 when no line is marked. */
    int markedLine() {
      List<String> lines = drl.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).endsWith("HERE")) {
          return i + 1;
        }
      }
      return 0;
    }
  }

  @AfterEach
  void nothingRan() {
    assertThat(System.getProperty("escaped")).isNull();
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void isRefusedOrHarmless(Attempt attempt) {
    switch (attempt.outcome()) {
      case "harmless" -> isHarmless(attempt);
      default -> isRefused(attempt);
    }
  }

  @Test
  void thereAreManyAttempts() throws IOException {
    assertThat(attempts().map(Attempt::name)).hasSizeGreaterThan(150).doesNotHaveDuplicates();
  }

  private static void isRefused(Attempt attempt) {
    Throwable thrown = catchThrowable(() -> compile(attempt));

    assertThat(thrown).isInstanceOf(RulebookRefused.class);
    List<RuleProblem> problems = ((RulebookRefused) thrown).problems();
    assertThat(problems)
        .allSatisfy(problem -> assertThat(problem.stage()).hasToString(attempt.outcome()))
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).contains(attempt.words());
              assertThat(problem.file()).isEqualTo("odd/odd.drl");
              if (attempt.markedLine() > 0) {
                assertThat(problem.line()).isEqualTo(attempt.markedLine());
              }
            });
    if (attempt.outcome().equals("sandbox")) {
      assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isPositive());
    }
  }

  private static void isHarmless(Attempt attempt) {
    CompiledUnit compiled = compile(attempt);
    var knowledge = KieBaseBuilder.createKieBaseFromModel(RuleUnit.load(compiled).models());
    var session = knowledge.newKieSession();
    try {
      session.insert(
          new Signal(
              "a",
              Optional.of("subject"),
              OptionalDouble.of(1),
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              Optional.empty()));
      assertThat(session.fireAllRules(10)).isEqualTo(1);
    } finally {
      session.dispose();
    }
  }

  private static CompiledUnit compile(Attempt attempt) {
    return UnitCompiler.compile(DrlFile.parse("odd/odd.drl", attempt.drl()));
  }

  static Stream<Attempt> attempts() throws IOException {
    String text;
    try (var in = EscapeTest.class.getResourceAsStream("/sandbox/escapes.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Attempt> attempts = new ArrayList<>();
    for (String block : text.substring(text.indexOf("=== ")).split("(?m)^=== ")) {
      if (!block.isBlank()) {
        attempts.add(attempt(block));
      }
    }
    return attempts.stream();
  }

  private static Attempt attempt(String block) {
    List<String> lines = block.lines().toList();
    String[] expected = lines.get(1).substring("> ".length()).split(": ?", 2);
    String drl = String.join("\n", lines.subList(2, lines.size())).strip() + "\n";
    boolean whole = drl.startsWith("package ") || drl.startsWith("import ");
    return new Attempt(
        lines.getFirst(),
        expected[0],
        expected.length > 1 ? expected[1] : "",
        whole ? drl : FRAME + drl);
  }
}
