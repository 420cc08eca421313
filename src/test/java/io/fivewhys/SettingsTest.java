package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.settings.Key;
import io.fivewhys.settings.Kind;
import io.fivewhys.settings.Loaded;
import io.fivewhys.settings.SettingsReader;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final Path FILE = Path.of("config/fivewhys.yaml");
  private static final String PREFIX = "FIVEWHYS_";

  private static SettingsReader<Settings> reader() {
    return new SettingsReader<>(Settings.defaults(), PREFIX, _ -> false);
  }

  private static Loaded<Settings> read(
      String yaml, Map<String, String> environment, Map<String, String> flags) {
    return reader().read("test.yaml", yaml, environment, flags);
  }

  static Stream<Key> keys() {
    return reader().keys().stream();
  }

  @Test
  void theFileHoldsEverySettingWithItsDefaultAndNothingElse() throws IOException {
    var loaded = read(Files.readString(FILE), Map.of(), Map.of());

    assertThat(loaded.settings()).isEqualTo(Settings.defaults());
    assertThat(loaded.origins().keySet())
        .containsExactlyInAnyOrderElementsOf(keys().map(Key::name).toList());
  }

  @Test
  void everyKeyOfTheFileIsExplained() throws IOException {
    var lines = Files.readAllLines(FILE);
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).matches(" +[a-z-]+: .+")) {
        assertThat(lines.get(line - 1)).as("above line %d", line + 1).matches(" +# .+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everySettingMapsFromFileEnvironmentAndFlag(Key key) {
    String text = another(key);
    var expected = key.kind().parse(text).orElseThrow();
    assertThat(expected).isNotEqualTo(key.defaultValue());

    var fromFile = read(key.name() + ": \"" + text + "\"", Map.of(), Map.of());
    var fromEnvironment = read("", Map.of(key.variable(PREFIX), text), Map.of());
    var fromFlag = read("", Map.of(), Map.of(key.name(), text));

    assertThat(valueOf(fromFile.settings(), key)).isEqualTo(expected);
    assertThat(fromEnvironment.settings()).isEqualTo(fromFile.settings());
    assertThat(fromFlag.settings()).isEqualTo(fromFile.settings());
    assertThat(fromFile.origin(key)).isEqualTo("test.yaml:1");
    assertThat(fromEnvironment.origin(key))
        .isEqualTo("environment variable " + key.variable(PREFIX));
    assertThat(fromFlag.origin(key)).isEqualTo("flag " + key.flag());
  }

  @Test
  void thresholdsOfSignalsHaveNamesOfOnesOwn() {
    String yaml =
        "diagnosis:\n"
            + "  thresholds:\n"
            + "    signals:\n"
            + "      queue_lag_seconds: 30\n"
            + "      kafka.lag: 5e2";

    var thresholds = read(yaml, Map.of(), Map.of()).settings().diagnosis().thresholds();

    assertThat(thresholds.signals())
        .isEqualTo(Map.of("queue_lag_seconds", 30.0, "kafka.lag", 500.0));
    assertThat(thresholds.signal("queue_lag_seconds")).isEqualTo(30);
    assertThat(thresholds.signal("nobody_set_this")).isNaN();
    assertThat(thresholds.signal("nobody_set_this", 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                read(
                    "diagnosis: {thresholds: {signals: {queue_lag_seconds: much}}}",
                    Map.of(),
                    Map.of()))
        .hasMessageContaining("diagnosis.thresholds.signals")
        .hasMessageContaining("name=number");
  }

  @Test
  void noTwoSettingsShareAVariable() {
    var seen = new HashSet<String>();
    keys().forEach(key -> assertThat(seen.add(key.variable(PREFIX))).as(key.name()).isTrue());
  }

  @Test
  void aFlagWinsOverTheEnvironmentOverTheFile() {
    String yaml = "http:\n  port: 1001\n  queue: 1\n  concurrency: 1\n";
    var environment = Map.of("FIVEWHYS_HTTP_PORT", "1002", "FIVEWHYS_HTTP_QUEUE", "2");
    var http = read(yaml, environment, Map.of("http.port", "1003")).settings().http();

    assertThat(List.of(http.port(), http.queue(), http.concurrency())).containsExactly(1003, 2, 1);
  }

  @Test
  void everyProblemIsNamedAtOnceWithItsPlaceAndWhatIsAllowed() {
    String yaml =
        """
        http:
          prot: 9090
          port: 70000
          allowed-hosts: [{name: a}]
        diagnosis:
          thresholds:
            error-ratio: many
          deadline: 5
        escalation:
          slack: #api-incidents
          after: [20m]
        log: info
        """;
    var environment = Map.of("FIVEWHYS_HTTP_PORTT", "1", "FIVEWHYS_LOG_LEVEL", "informative");

    assertThatThrownBy(() -> read(yaml, environment, Map.of("history.size", "0")))
        .isInstanceOf(SettingsRefused.class)
        .hasMessage(
            """
            11 settings cannot be used:
              FIVEWHYS_HTTP_PORTT (environment): found a variable that sets nothing; allowed: the \
            variables of the settings; did you mean FIVEWHYS_HTTP_PORT?
              http.prot (test.yaml:2): found an unknown key; allowed: the keys of \
            config/fivewhys.yaml; did you mean http.port?
              http.port (test.yaml:3): found "70000"; allowed: a whole number from 0 to 65535
              http.allowed-hosts (test.yaml:4): found a list that holds something else than texts; \
            allowed: a list of texts, in a flag or variable separated by commas
              diagnosis.thresholds.error-ratio (test.yaml:7): found "many"; allowed: a number from \
            0 to 1
              diagnosis.deadline (test.yaml:8): found "5"; allowed: a duration from 100ms to 5m, \
            such as 500ms, 30s, 20m or PT20M
              escalation.slack (test.yaml:10): found nothing (a # needs quotes around it); allowed: a \
            text of 1 to 1000 characters in one line
              escalation.after (test.yaml:11): found a list of 1; allowed: a duration from 1s to \
            24h, such as 500ms, 30s, 20m or PT20M
              log (test.yaml:12): found "info"; allowed: a section of keys
              log.level (environment variable FIVEWHYS_LOG_LEVEL): found "informative"; allowed: \
            one of error, warn, info, debug, trace
              history.size (flag --history.size): found "0"; allowed: a whole number from 1 to \
            1000000\
            """);
  }

  @Test
  void valuesThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> read("http: {max-body-bytes: 999999999}", Map.of(), Map.of()))
        .hasMessageContaining("http (test.yaml:1)")
        .hasMessageContaining("max-body-bytes-at-once from max-body-bytes on");
  }

  @Test
  void aDatabaseIsPostgreSqlAndItsUrlHoldsNoPassword() {
    for (String url :
        List.of(
            "jdbc:mysql://db/five",
            "jdbc:postgresql://five:hidden@db/five",
            "jdbc:postgresql://db/five?ssl=true&password=hidden")) {
      assertThatThrownBy(() -> read("store: {url: \"" + url + "\"}", Map.of(), Map.of()))
          .as(url)
          .hasMessageContaining("store (test.yaml:1)")
          .hasMessageContaining("FIVEWHYS_STORE_PASSWORD")
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void brokenYamlIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("http:\n  port: [1\n", Map.of(), Map.of()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("test.yaml:");
    assertThatThrownBy(() -> read("http: {port: 1, port: 2}", Map.of(), Map.of()))
        .hasMessageContaining("Duplicate field 'port'");
    assertThatThrownBy(() -> read("- a", Map.of(), Map.of())).hasMessageContaining("found a list");
  }

  /** A value that is allowed and not the default. */
  private static String another(Key key) {
    return switch (key.kind()) {
      case Kind.Whole(var least, var most, _) ->
          String.valueOf(key.defaultValue().toString().equals("" + least) ? most : mid(key, least));
      case Kind.Real(var least, _) ->
          least + (key.defaultValue().equals(least + 0.5) ? 0.25 : 0.5) + "";
      case Kind.Time(var least, _) -> key.kind().write(least.plus(Duration.ofMillis(777)));
      case Kind.Truth _ -> key.defaultValue().equals(true) ? "false" : "true";
      case Kind.TextOrNone _ ->
          key.name().endsWith("url") ? "jdbc:postgresql://elsewhere:5432/five?ssl=true" : "someone";
      case Kind.Text _ -> "something else";
      case Kind.Texts _ -> "one,two";
      case Kind.DayTime _, Kind.Zone _, Kind.Moment _ ->
          throw new IllegalStateException("no setting is one: " + key.name());
      case Kind.Numbers _ -> "queue_lag_seconds=30,disk.free=-0.5";
      case Kind.Place _, Kind.PlaceOrNone _, Kind.Address _ -> "elsewhere";
      case Kind.Choice choice ->
          choice.names().stream()
              .filter(name -> !name.equals(key.writtenDefault()))
              .findFirst()
              .orElseThrow();
    };
  }

  // The sum of all bodies must stay above one, so go down there only a little.
  private static long mid(Key key, long least) {
    long defaultValue = ((Number) key.defaultValue()).longValue();
    return defaultValue - 1 >= least ? defaultValue - 1 : least;
  }

  private static Object valueOf(Settings settings, Key key) {
    Object value = settings;
    for (var part : key.name().split("\\.")) {
      value = component(value, part);
    }
    return value;
  }

  private static Object component(Object record, String kebab) {
    String camel =
        Pattern.compile("-(.)")
            .matcher(kebab)
            .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    try {
      return record.getClass().getMethod(camel).invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
