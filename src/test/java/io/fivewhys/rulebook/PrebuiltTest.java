package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.runtime.KieSession;

/** Small rules, so that compiling them again and again takes little. */
class PrebuiltTest {
  private static final String PATH = "small/small.drl";

  @TempDir private Path directory;

  private static RuleFiles rulesThatSay(String word) {
    return new RuleFiles(
        new TreeMap<>(
            Map.of(
                PATH,
                """
                package rules.small;

                rule "Say a word"
                when
                  String( this == "go" )
                then
                  insertLogical( %s );
                end
                """
                    .formatted(word))));
  }

  private static byte[] built(RuleFiles files) {
    return Prebuilt.file(PrebuiltKey.of(files.rules()), RuleCompiler.compile(files.rules()));
  }

  private static List<Object> said(Rulebook rulebook) {
    try (KieSession session = rulebook.knowledge().newKieSession()) {
      session.insert("go");
      session.fireAllRules();
      return session.getObjects().stream()
          .map(Object.class::cast)
          .filter(it -> !it.equals("go"))
          .toList();
    }
  }

  @Test
  void prebuiltRulesAreLoadedWithoutTheCompiler() {
    RuleFiles files = rulesThatSay("1");
    byte[] file = built(files);
    long runs = RuleCompiler.runs();
    try (Rulebook rulebook = Rulebook.of(files, Optional.of(file))) {
      assertThat(rulebook.prebuilt()).isTrue();
      assertThat(said(rulebook)).containsExactly(1);
      assertThat(rulebook.ruleNames()).isEqualTo(Map.of("rules.small", List.of("Say a word")));
    }
    assertThat(RuleCompiler.runs()).isEqualTo(runs);
  }

  @Test
  void changedRulesAreCompiled() {
    byte[] file = built(rulesThatSay("1"));
    try (Rulebook rulebook = Rulebook.of(rulesThatSay("2"), Optional.of(file))) {
      assertThat(rulebook.prebuilt()).isFalse();
      assertThat(said(rulebook)).containsExactly(2);
    }
  }

  @Test
  void aRuleUnderAnotherPathIsCompiled() {
    RuleFiles files = rulesThatSay("1");
    RuleFiles moved = new RuleFiles(new TreeMap<>(Map.of("a.drl", files.rules().get(PATH))));
    assertThat(Prebuilt.load(built(files), moved.rules())).isEmpty();
  }

  @Test
  void whatIsNoRuleMakesNoDifference() {
    RuleFiles files = rulesThatSay("1");
    var more = new TreeMap<>(files.contents());
    more.put("small/cases.yaml", "cases: []");
    try (Rulebook rulebook = Rulebook.of(new RuleFiles(more), Optional.of(built(files)))) {
      assertThat(rulebook.prebuilt()).isTrue();
    }
  }

  @Test
  void aFlippedBitAnywhereIsNoticed() {
    RuleFiles files = rulesThatSay("1");
    byte[] file = built(files);
    byte[] key = PrebuiltKey.of(files.rules());
    assertThat(Prebuilt.isCurrent(file, key)).isTrue();
    for (int at = 0; at < file.length; at += 7) {
      file[at] ^= 0x10;
      assertThat(Prebuilt.isCurrent(file, key)).as("byte %d", at).isFalse();
      file[at] ^= 0x10;
    }
  }

  @Test
  void aDamagedFileMeansCompiling() {
    RuleFiles files = rulesThatSay("1");
    byte[] file = built(files);
    file[file.length / 2] ^= 1;
    assertCompiled(files, file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 63, 64, 65, 68, 500})
  void aTruncatedFileMeansCompiling(int length) {
    RuleFiles files = rulesThatSay("1");
    byte[] file = built(files);
    assertThat(Prebuilt.load(Arrays.copyOf(file, length), files.rules())).isEmpty();
    assertThat(Prebuilt.load(Arrays.copyOf(file, file.length - length - 1), files.rules()))
        .isEmpty();
  }

  @Test
  void aForeignFileMeansCompiling() {
    assertCompiled(
        rulesThatSay("1"),
        "something else, and longer than the header of such a file ".repeat(9).getBytes());
  }

  @Test
  void aWholeFileWithClassesThatCannotBeLoadedMeansCompiling() {
    RuleFiles files = rulesThatSay("1");
    CompiledRules compiled = RuleCompiler.compile(files.rules());
    var broken = new TreeMap<>(compiled.contents());
    broken.replaceAll((path, bytes) -> path.endsWith(".class") ? new byte[] {1, 2, 3} : bytes);
    assertCompiled(files, Prebuilt.file(PrebuiltKey.of(files.rules()), new CompiledRules(broken)));
  }

  private static void assertCompiled(RuleFiles files, byte[] useless) {
    long runs = RuleCompiler.runs();
    try (Rulebook rulebook = Rulebook.of(files, Optional.of(useless))) {
      assertThat(rulebook.prebuilt()).isFalse();
      assertThat(RuleCompiler.runs()).isEqualTo(runs + 1);
      assertThat(said(rulebook)).containsExactly(1);
    }
  }

  @Test
  void rulebooksOfOnePackageDoNotDisturbEachOther() {
    byte[] one = built(rulesThatSay("1"));
    byte[] two = built(rulesThatSay("2"));
    try (Rulebook first = Rulebook.of(rulesThatSay("1"), Optional.of(one));
        Rulebook again = Rulebook.of(rulesThatSay("1"), Optional.of(one))) {
      try (Rulebook second = Rulebook.of(rulesThatSay("2"), Optional.of(two));
          Rulebook third = Rulebook.of(rulesThatSay("3"), Optional.empty())) {
        assertThat(said(first)).containsExactly(1);
        assertThat(said(second)).containsExactly(2);
        assertThat(said(third)).containsExactly(3);
        assertThat(said(again)).containsExactly(1);
      }
      assertThat(said(first)).containsExactly(1);
    }
    try (Rulebook later = Rulebook.of(rulesThatSay("2"), Optional.of(two))) {
      assertThat(said(later)).containsExactly(2);
    }
  }

  @Test
  void theBuildCompilesOnlyWhatChanged() throws IOException {
    Path rules = Files.createDirectories(directory.resolve("rules/small"));
    Path classes = directory.resolve("classes");
    Path file = classes.resolve(Prebuilt.PLACE.substring(1));
    Files.writeString(rules.resolve("small.drl"), rulesThatSay("1").rules().get(PATH));
    assertThat(Prebuild.run(rules.getParent(), classes)).isTrue();
    assertThat(Prebuild.run(rules.getParent(), classes)).isFalse();

    Files.write(file, new byte[] {1});
    assertThat(Prebuild.run(rules.getParent(), classes)).as("damaged").isTrue();

    Files.writeString(rules.resolve("small.drl"), rulesThatSay("2").rules().get(PATH));
    assertThat(Prebuild.run(rules.getParent(), classes)).as("changed").isTrue();
    assertThat(Prebuilt.load(Files.readAllBytes(file), rulesThatSay("2").rules()))
        .hasValueSatisfying(KnowledgeBase::close);
    assertThat(file.getParent()).isDirectoryContaining(it -> it.equals(file));
    assertThat(file.resolveSibling("compiled-rules.bin.half")).doesNotExist();
  }

  @Test
  void rulesThatDoNotCompileLeaveNothing() {
    RuleFiles wrong = rulesThatSay("there is no such name");
    assertThatThrownBy(() -> Rulebook.of(wrong, Optional.empty()))
        .isInstanceOf(RulebookRefused.class);
    try (Rulebook rulebook = Rulebook.of(rulesThatSay("1"), Optional.empty())) {
      assertThat(said(rulebook)).containsExactly(1);
    }
  }
}
