package io.fivewhys.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.revision.RuleSource.Reading;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryReaderTest {
  @TempDir Path temporary;

  private Path rules() {
    return temporary.resolve("rules");
  }

  @Test
  void readsRulesAndYamlAtAnyDepthAndNothingElse() {
    TinyRules.write(rules().resolve("a.drl"), "a");
    TinyRules.write(rules().resolve("logs/java.yaml"), "b");
    TinyRules.write(rules().resolve("README.md"), "c");
    TinyRules.write(rules().resolve(".git/hidden.drl"), "d");
    TinyRules.write(rules().resolve("x/.swap.drl"), "e");

    assertThat(contents()).containsExactly("a.drl=a", "logs/java.yaml=b");
  }

  @Test
  void readsAMountedConfigMapOnceThroughItsLinks() throws IOException {
    ConfigMap.mounted(rules(), TinyRules.files("one", "1", "two", "2"));

    assertThat(contents()).hasSize(2).first().asString().startsWith(TinyRules.path("one"));
  }

  @Test
  void readsADirectoryThatIsItselfALink() throws IOException {
    TinyRules.write(temporary.resolve("checkout-1/rules/a.drl"), "a");
    Files.createSymbolicLink(rules(), temporary.resolve("checkout-1/rules"));

    assertThat(contents()).containsExactly("a.drl=a");
  }

  @Test
  void refusesLinksThatLeadOutWithoutReadingThem() throws IOException {
    TinyRules.write(temporary.resolve("secret"), "password: 1");
    TinyRules.write(temporary.resolve("elsewhere/b.drl"), "secret too");
    TinyRules.write(rules().resolve("a.drl"), "a");
    Files.createSymbolicLink(rules().resolve("x.yaml"), temporary.resolve("secret"));
    Files.createSymbolicLink(rules().resolve("y"), temporary.resolve("elsewhere"));

    assertThat(problems())
        .extracting(RuleProblem::file, RuleProblem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "x.yaml", "this link leads out of the directory of rules"),
            org.assertj.core.groups.Tuple.tuple(
                "y", "this link leads out of the directory of rules"));
  }

  @Test
  void linksInCirclesEnd() throws IOException {
    TinyRules.write(rules().resolve("x/a.drl"), "a");
    Files.createSymbolicLink(rules().resolve("x/again"), rules());

    assertThat(contents()).containsExactly("x/a.drl=a");

    Files.createSymbolicLink(rules().resolve("self"), rules().resolve("self"));
    assertThat(problems()).singleElement().asString().startsWith("self: this cannot be read");
  }

  @Test
  void manyDirectoriesThatLinkEachOtherEndToo() throws IOException {
    for (int i = 0; i < 12; i++) {
      TinyRules.write(rules().resolve("d" + i + "/a.drl"), "a");
    }
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        Files.createSymbolicLink(rules().resolve("d" + i + "/l" + j), rules().resolve("d" + j));
      }
    }

    assertThat(problems()).isNotEmpty();
    assertThat(DirectoryReader.outline(rules()).signature()).isNotEmpty();
  }

  @Test
  void refusesWhatIsNotUtf8AndWhatIsTooLargeAllAtOnce() throws IOException {
    TinyRules.write(rules().resolve("fine.drl"), "fine");
    Files.write(rules().resolve("latin.drl"), new byte[] {'a', (byte) 0xE4, 'b'});
    Files.write(rules().resolve("large.drl"), new byte[FileBounds.FILE_BYTES + 1]);
    TinyRules.write(rules().resolve("Capital.drl"), "x");
    Files.createSymbolicLink(rules().resolve("gone.drl"), Path.of("nothing"));

    assertThat(problems())
        .extracting(RuleProblem::file)
        .containsExactly("Capital.drl", "gone.drl", "large.drl", "latin.drl");
  }

  @Test
  void aDirectoryThatIsMissingOrHoldsNoRuleIsNotAnEmptyRulebook() throws IOException {
    assertThat(problems()).first().asString().contains("there is no directory");

    Files.createDirectories(rules());
    assertThat(problems()).first().asString().contains("there is no .drl file");

    TinyRules.write(rules().resolve("logs/java.yaml"), "b");
    assertThat(problems()).first().asString().contains("there is no .drl file");
  }

  @Test
  void theOutlineChangesWithWhatALinkLeadsTo() throws IOException {
    var map = ConfigMap.mounted(rules(), TinyRules.files("one", "1"));
    String before = DirectoryReader.outline(rules()).signature();
    map.swap(TinyRules.files("one", "2"));

    assertThat(DirectoryReader.outline(rules()).signature()).isNotEqualTo(before);
  }

  private List<String> contents() {
    assertThat(DirectoryReader.read(rules())).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete) DirectoryReader.read(rules()))
        .files().contents().entrySet().stream().map(Object::toString).toList();
  }

  private List<RuleProblem> problems() {
    assertThat(DirectoryReader.read(rules())).isInstanceOf(Reading.Broken.class);
    return ((Reading.Broken) DirectoryReader.read(rules())).problems();
  }
}
