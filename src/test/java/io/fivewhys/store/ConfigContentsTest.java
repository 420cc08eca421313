package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.kubernetes.change.ConfigData;
import io.fivewhys.collect.kubernetes.change.ConfigVersions.Held;
import io.fivewhys.collect.kubernetes.change.ConfigVersions.Version;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
class ConfigContentsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private Database database;
  private ConfigContents contents;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    contents = new ConfigContents(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ConfigData data(String timeout) {
    return new ConfigData(
        new TreeMap<>(Map.of("timeout", timeout)), new TreeMap<>(Map.of("key", "AAAA")));
  }

  private void seen(String uid, String version, String timeout, Instant at) {
    var held = new Held(uid, version, "shop", "orders", data(timeout));
    assertThat(contents.record(List.of(held), at)).isEmpty();
  }

  private List<String> versions(String uid) {
    return contents.of(uid).orElseThrow().stream().map(Version::version).toList();
  }

  @Test
  void eachContentIsAVersionTheNewestFirst() {
    seen("u-1", "10", "2s", NOW);
    seen("u-1", "11", "2s", NOW.plusSeconds(5));
    seen("u-1", "12", "9s", NOW.plusSeconds(10));
    seen("u-2", "13", "1s", NOW.plusSeconds(10));

    assertThat(contents.of("u-1"))
        .contains(
            List.of(
                new Version("12", data("9s"), NOW.plusSeconds(10), NOW.plusSeconds(10)),
                new Version("10", data("2s"), NOW, NOW.plusSeconds(5))));
    assertThat(contents.of("u-3")).contains(List.of());
  }

  @Test
  void contentThatComesBackIsAVersionAgain() {
    seen("u-1", "10", "2s", NOW);
    seen("u-1", "12", "9s", NOW);
    seen("u-1", "14", "2s", NOW);
    assertThat(versions("u-1")).containsExactly("14", "12", "10");
  }

  @Test
  void replicaWhoseWatchLagsBehindAddsNothing() {
    seen("u-1", "9", "2s", NOW);
    seen("u-1", "10", "9s", NOW);
    seen("u-1", "9", "2s", NOW);
    seen("u-1", "8", "1s", NOW);
    assertThat(versions("u-1")).containsExactly("10", "9");
  }

  @Test
  void onlyTheLastFewVersionsAreKept() {
    IntStream.range(10, 30).forEach(it -> seen("u-1", "" + it, it + "s", NOW));
    seen("u-2", "1", "2s", NOW);
    assertThat(versions("u-1")).containsExactly("29", "28", "27", "26", "25");
    assertThat(versions("u-2")).containsExactly("1");
  }

  @Test
  void whatIsStillSeenIsNotForgotten() {
    Duration age = ConfigContents.AGE;
    seen("u-1", "10", "2s", NOW);
    seen("u-1", "11", "9s", NOW.plusSeconds(1));
    seen("u-1", "11", "9s", NOW.plus(age));
    seen("u-2", "12", "9s", NOW);

    assertThat(contents.forgetOld(NOW.plus(age), 10)).isZero();
    assertThat(contents.forgetOld(NOW.plus(age).plusSeconds(1), 1)).isEqualTo(1);
    assertThat(contents.forgetOld(NOW.plus(age).plusSeconds(1), 10)).isEqualTo(1);
    assertThat(versions("u-1")).containsExactly("11");
    assertThat(versions("u-2")).isEmpty();
  }

  @Test
  void databaseThatIsDownIsSaidInWords() {
    database.close();
    var held = new Held("u-1", "10", "shop", "orders", data("2s"));
    assertThat(contents.record(List.of(held), NOW)).isPresent();
    assertThat(contents.of("u-1")).isEmpty();
  }
}
