package io.fivewhys.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all files of the console. */
class ConsoleFilesTest {
  private static final Path HOME = Path.of("src", "main", "resources", "console");
  private static final Pattern IMPORT =
      Pattern.compile("(?:from |import\\(|^import )'([^']+)'", Pattern.MULTILINE);

  /** What the policy of the page forbids, or what would not work behind a prefix. */
  private static final List<String> FORBIDDEN =
      List.of(
          "innerHTML", " style=\"", "href=\"/", "eval(", "document.write", "http://", "https://");

  private static List<String> paths(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(HOME)) {
      return all.filter(Files::isRegularFile)
          .map(it -> HOME.relativize(it).toString().replace('\\', '/'))
          .filter(it -> it.endsWith(ending))
          .toList();
    }
  }

  private static List<String> own() throws IOException {
    return paths(".js").stream().filter(it -> !it.startsWith("vendor/")).toList();
  }

  private static String text(String path) throws IOException {
    return Files.readString(HOME.resolve(path));
  }

  @Test
  void everyImportNamesAFileThatIsThere() throws IOException {
    var missing = new ArrayList<String>();
    var files = ConsoleFiles.in(HOME);
    for (String path : own()) {
      Matcher imports = IMPORT.matcher(text(path));
      while (imports.find()) {
        Path target = Path.of(path).resolveSibling(imports.group(1)).normalize();
        if (files.find(target.toString().replace('\\', '/')).isEmpty()) {
          missing.add(path + " imports " + imports.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(own()).hasSizeGreaterThan(100);
  }

  @Test
  void noTwoFilesDifferByCaseAloneForSomeSystemsKeepOneOfThem() throws IOException {
    assertThat(paths("").stream().map(it -> it.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsWrittenThatThePolicyForbidsOrThatNeedsARoot() throws IOException {
    var found = new ArrayList<String>();
    for (String path : own()) {
      String text = text(path).replace("http://www.w3.org/", "");
      FORBIDDEN.stream().filter(text::contains).forEach(it -> found.add(path + ": " + it));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void theVersionChangesWithAnyByteAndNothingElse(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("style"));
    Files.writeString(directory.resolve("index.html"), "{assets}");
    Files.writeString(directory.resolve("style/10-base.css"), "a {}");
    String before = ConsoleFiles.in(directory).version();
    assertThat(ConsoleFiles.in(directory).version()).isEqualTo(before);
    Files.writeString(directory.resolve("style/10-base.css"), "b {}");
    assertThat(ConsoleFiles.in(directory).version()).isNotEqualTo(before);
  }

  @Test
  void styleSheetsAreOneInTheOrderOfTheirNames(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("style"));
    Files.createDirectories(directory.resolve("vendor"));
    Files.writeString(directory.resolve("style/20-b.css"), "third");
    Files.writeString(directory.resolve("style/10-a.css"), "second");
    Files.writeString(directory.resolve("vendor/x.css"), "first");
    byte[] all = ConsoleFiles.in(directory).find(ConsoleFiles.STYLES).orElseThrow().bytes();
    assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo("first\nsecond\nthird\n");
  }
}
