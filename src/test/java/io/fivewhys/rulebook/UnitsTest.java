package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.kie.api.runtime.KieSession;

/** What is compiled, and what is not compiled again. */
@Isolated("what is compiled in the process is counted")
class UnitsTest {
  private static final String ONE = "one/one.drl";
  private static final String TWO = "two/two.drl";

  @TempDir private Path directory;

  private static String drl(String pack, String word) {
    return """
    package rules.%s;

    agenda-group "evidence"

    rule "Say a word %s"
    when
      String( this == "go" )
    then
      insertLogical( %s );
    end
    """
        .formatted(pack, pack, word);
  }

  private static RuleFiles files(String one, String two) {
    return new RuleFiles(new TreeMap<>(Map.of(ONE, drl("one", one), TWO, drl("two", two))));
  }

  private static List<Object> said(Rulebook rulebook) {
    try (KieSession session = rulebook.knowledge().newKieSession()) {
      session.getAgenda().getAgendaGroup("evidence").setFocus();
      session.insert("go");
      session.fireAllRules();
      return session.getObjects().stream()
          .map(Object.class::cast)
          .filter(it -> !it.equals("go"))
          .sorted()
          .toList();
    }
  }

  private static long compiledBy(Runnable work) {
    long before = UnitCompiler.runs();
    work.run();
    return UnitCompiler.runs() - before;
  }

  private Rulebooks rulebooks() {
    return Rulebooks.keptIn(directory);
  }

  private List<Path> kept() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aReloadCompilesOnlyWhatChanged() {
    Rulebooks rulebooks = rulebooks();
    Rulebook first = rulebooks.of(files("1", "2"));

    assertThat(
            compiledBy(
                () -> assertThat(said(rulebooks.of(files("1", "3")))).isEqualTo(List.of(1, 3))))
        .isEqualTo(1);
    assertThat(said(first)).isEqualTo(List.of(1, 2));
  }

  @Test
  void aRestartCompilesNothing() {
    rulebooks().of(files("4", "5"));

    assertThat(
            compiledBy(
                () -> assertThat(said(rulebooks().of(files("4", "5")))).containsExactly(4, 5)))
        .isZero();
  }

  @Test
  void theSameTextUnderAnotherPathIsAnotherFile() {
    rulebooks().of(files("6", "7"));
    RuleFiles moved =
        new RuleFiles(
            new TreeMap<>(Map.of("one/moved.drl", drl("one", "6"), TWO, drl("two", "7"))));

    assertThat(compiledBy(() -> rulebooks().of(moved))).isEqualTo(1);
  }

  @Test
  void whatIsNoRuleCompilesNothing() {
    rulebooks().of(files("8", "9"));
    var more = new TreeMap<>(files("8", "9").contents());
    more.put("one/cases.yaml", "cases: []");

    assertThat(compiledBy(() -> rulebooks().of(new RuleFiles(more)))).isZero();
  }

  @Test
  void aDamagedFileOfTheCacheIsMadeAnew() throws IOException {
    rulebooks().of(files("10", "11"));
    List<Path> files = kept();
    assertThat(files).hasSize(2);
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }

    assertThat(
            compiledBy(
                () -> assertThat(said(rulebooks().of(files("10", "11")))).containsExactly(10, 11)))
        .isEqualTo(2);
    assertThat(compiledBy(() -> rulebooks().of(files("10", "11")))).isZero();
  }

  @Test
  void aUnitOfTheCacheUnderAnotherNameIsNotTaken() throws IOException {
    rulebooks().of(files("12", "13"));
    List<Path> files = kept();
    Files.copy(files.get(0), files.get(1), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(
            compiledBy(
                () -> assertThat(said(rulebooks().of(files("12", "13")))).containsExactly(12, 13)))
        .isEqualTo(1);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsDoneWithout() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Rulebooks rulebooks = Rulebooks.keptIn(file.resolve("below"));

    assertThat(said(rulebooks.of(files("14", "15")))).containsExactly(14, 15);
  }

  @Test
  void aFlippedBitAnywhereAndAnyTruncationIsNoticed() {
    DrlFile file = DrlFile.parse(ONE, drl("one", "16"));
    UnitKey key = UnitKey.of(file.path(), file.text());
    byte[] bytes = UnitForm.write(key, UnitCompiler.compile(file));
    assertThat(UnitForm.read(key, bytes)).isPresent();
    for (int at = 0; at < bytes.length; at += 7) {
      bytes[at] ^= 0x10;
      assertThat(UnitForm.read(key, bytes)).as("byte %d", at).isEmpty();
      bytes[at] ^= 0x10;
    }
    for (int length : new int[] {0, 1, 31, 32, 33, 100, bytes.length - 1}) {
      assertThat(UnitForm.read(key, Arrays.copyOf(bytes, length))).as("%d", length).isEmpty();
    }
    assertThat(UnitForm.read(UnitKey.of(ONE, "other"), bytes)).isEmpty();
  }

  @Test
  void aWholeUnitWhoseClassesCannotBeLoadedIsCompiledAnew() {
    DrlFile file = DrlFile.parse(ONE, drl("one", "17"));
    CompiledUnit unit = UnitCompiler.compile(file);
    var broken = new TreeMap<>(unit.classes());
    broken.replaceAll((path, bytes) -> new byte[] {1, 2, 3});
    UnitKey key = UnitKey.of(file.path(), file.text());
    ShippedUnits useless =
        ShippedUnits.of(
            ShippedUnits.write(Map.of(key, new CompiledUnit(ONE, broken, unit.models()))));
    RuleFiles alone = new RuleFiles(new TreeMap<>(Map.of(ONE, file.text())));

    assertThat(
            compiledBy(
                () ->
                    assertThat(said(new Rulebooks(List.of(useless)).of(alone)))
                        .containsExactly(17)))
        .isEqualTo(1);
  }

  @Test
  void aFileOfTheCacheThatClaimsToBeWovenIsMadeAnew() throws IOException {
    RuleFiles files = files("21", "22");
    rulebooks().of(files);
    DrlFile file = DrlFile.parse(ONE, files.rules().get(ONE));
    UnitKey key = UnitKey.of(file.path(), file.text());
    Path kept = directory.resolve(key.hex() + ".unit");
    CompiledUnit unit = UnitForm.read(key, Files.readAllBytes(kept)).orElseThrow();
    Files.write(kept, UnitForm.write(key, unit.weave()));

    assertThat(compiledBy(() -> rulebooks().of(files))).isEqualTo(1);
    assertThat(UnitForm.read(key, Files.readAllBytes(kept)).orElseThrow().woven()).isFalse();
  }

  @Test
  void whatTheBuildMadeIsWovenAlready() {
    UnitCache shipped = ShippedUnits.onClassPath();
    RuleFiles.shipped()
        .rules()
        .forEach(
            (path, text) ->
                assertThat(shipped.find(UnitKey.of(path, text)))
                    .as(path)
                    .hasValueSatisfying(unit -> assertThat(unit.woven()).isTrue()));
  }

  @Test
  void aForeignFileHoldsNoUnits() {
    ShippedUnits foreign = ShippedUnits.of("something else, and rather long ".repeat(9).getBytes());

    assertThat(foreign.find(UnitKey.of(ONE, drl("one", "1")))).isEmpty();
  }

  @Test
  void theBuildCompilesOnlyWhatChanged(@TempDir Path rules, @TempDir Path classes)
      throws IOException {
    Files.createDirectories(rules.resolve("one"));
    Files.createDirectories(rules.resolve("two"));
    Files.writeString(rules.resolve(ONE), drl("one", "18"));
    Files.writeString(rules.resolve(TWO), drl("two", "19"));

    assertThat(Prebuild.run(rules, classes)).isEqualTo(2);
    assertThat(Prebuild.run(rules, classes)).isZero();
    Files.writeString(rules.resolve(TWO), drl("two", "20"));
    assertThat(Prebuild.run(rules, classes)).isEqualTo(1);
    Files.delete(rules.resolve(ONE));
    assertThat(Prebuild.run(rules, classes)).isZero();

    byte[] file = Files.readAllBytes(classes.resolve(ShippedUnits.PLACE.substring(1)));
    assertThat(ShippedUnits.of(file).isExactly(RuleFiles.in(rules).rules())).isTrue();
  }

  @Test
  void oldFilesOfTheCacheAreThrownAway() throws IOException {
    UnitDirectory cache = new UnitDirectory(directory, 10);
    for (int i = 0; i < 25; i++) {
      CompiledUnit unit =
          new CompiledUnit(ONE, new TreeMap<>(Map.of("a.class", new byte[i])), List.of());
      cache.keep(UnitKey.of(ONE, "text " + i), unit);
    }

    assertThat(kept()).hasSizeBetween(5, 10);
    assertThat(cache.find(UnitKey.of(ONE, "text 24"))).isPresent();
  }
}
