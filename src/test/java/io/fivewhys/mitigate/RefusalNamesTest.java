package io.fivewhys.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is refused something looks up the name in config/README.md. */
class RefusalNamesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/fivewhys");

  /** A guard's name, or the first thing that a refusal is made of. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:new (?:Action)?Refus(?:al|ed)\\(\\s*|String GUARD = |String name\\(\\) \\{\\s*return"
              + " )\"([a-z][a-z-]+)\"");

  private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| `([a-z][a-z-]+)` \\|");

  private static Set<String> used(String... packages) {
    return Stream.of(packages).flatMap(RefusalNamesTest::sources).collect(Collectors.toSet());
  }

  private static Stream<String> sources(String of) {
    try (var files = Files.walk(SOURCES.resolve(of))) {
      return files
          .filter(it -> it.toString().endsWith(".java"))
          .flatMap(RefusalNamesTest::names)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> names(Path source) {
    try {
      return matches(NAMED, Files.readString(source)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachIsExplained() throws IOException {
    Set<String> explained = matches(EXPLAINED, Files.readString(Path.of("config/README.md")));

    assertThat(used("mitigate", "act", "intervene")).hasSizeGreaterThan(40).isSubsetOf(explained);
  }

  @Test
  void theSamplesHaveNamesThatThereAre() {
    assertThat(used("mitigate/guard")).contains(SampleInterventions.LAST_READY.guard());
  }

  @Test
  void aRefusalIsToldWithGuardLimitAndValue() {
    assertThat(SampleInterventions.LAST_READY.line())
        .isEqualTo("last-ready: no ready pod would be left (limit 1 ready pod left, is 0)");
  }
}
