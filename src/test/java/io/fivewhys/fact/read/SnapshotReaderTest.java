package io.fivewhys.fact.read;

import static io.fivewhys.fact.read.Samples.json;
import static io.fivewhys.fact.read.Samples.withFacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotRefused.Code;
import io.fivewhys.fact.read.SnapshotRefused.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotReaderTest {
  private static final String POD = "{\"kind\":\"Pod\",\"name\":\"a\"%s}";
  private static final String ROUTE =
      "{\"kind\":\"RouteTraffic\",\"route\":\"/a\",\"responses\":{\"200\":1}%s}";

  @Test
  void whatIsLeftOutTakesTheContractsDefaultsAndFactsStayEmpty() {
    Snapshot snapshot =
        json("{\"gateway\":\"g\",\"facts\":[{\"kind\":\"Pod\",\"name\":\"auth-1\"}]}");

    assertThat(snapshot.namespace()).isEqualTo("default");
    assertThat(snapshot.observedAt()).isEqualTo(Samples.NOW);
    assertThat(snapshot.window()).isEqualTo(Duration.ofMinutes(5));
    Pod pod = (Pod) snapshot.facts().getFirst();
    assertThat(pod.restarts()).isEmpty();
    assertThat(pod.ready()).isEmpty();
    assertThat(pod.exitCode()).isEmpty();
  }

  @Test
  void aSnapshotWithoutFactsIsAllowed() {
    assertThat(json(withFacts()).facts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.fivewhys.fact.read.Samples#names")
  void samplesAreRead(String name) {
    assertThat(Samples.sample(name).facts()).hasSizeGreaterThan(5);
  }

  @Test
  void valuesComeThroughWhateverTheOrderOfTheFields() {
    Snapshot snapshot =
        json(
            withFacts(
                "{\"responses\":{\"503\":3.0,\"200\":1e2},\"p99Millis\":12.5,\"errorsSince\":"
                    + "\"2026-11-22T11:10:00.25+01:00\",\"route\":\"/a\",\"kind\":\"RouteTraffic\","
                    + "\"flags\":{\"UO\":2},\"errorsOnly\":false}"));

    RouteTraffic route = (RouteTraffic) snapshot.facts().getFirst();
    assertThat(route.responses()).isEqualTo(Map.of(503, 3L, 200, 100L));
    assertThat(route.p99Millis()).isEqualTo(OptionalDouble.of(12.5));
    assertThat(route.errorsSince()).contains(Instant.parse("2026-11-22T10:10:00.250Z"));
    assertThat(route.flags()).containsEntry("UO", 2L);
    assertThat(route.errorsOnly()).contains(false);
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(json('\uFEFF' + withFacts()).gateway()).isEqualTo("api-gateway");
  }

  @Test
  void charactersOfAnyLengthArrive() {
    Blind blind =
        (Blind)
            json(withFacts("{\"kind\":\"Blind\",\"source\":\"a😀é漢\\ud83d\\ude00\"}"))
                .facts()
                .getFirst();
    assertThat(blind.source()).isEqualTo("a😀é漢😀");
  }

  @Test
  void severalProblemsAreNamedAtOnceEachWithItsPlace() {
    List<Problem> problems =
        refused(
            Code.MALFORMED,
            withFacts(
                "{\"kind\":\"Pod\",\"name\":\"a\",\"restarts\":-1}",
                "{\"kind\":\"RuoteTraffic\",\"route\":\"/a\"}",
                "{\"kind\":\"RouteTraffic\",\"rout\":\"/a\","
                    + "\"responses\":{\"200\":\"1\",\"099\":1}}",
                "{\"kind\":\"CircuitBreaker\",\"upstream\":\"a\","
                    + "\"state\":\"half-open\",\"threshold\":1.5}",
                "{\"kind\":\"Rollout\",\"workload\":\"a\",\"at\":\"yesterday\","
                    + "\"changes\":[\"image\",\"imgae\"]}",
                "{\"kind\":\"Pod\"}",
                "7"));

    assertThat(problems)
        .extracting(Problem::pointer, Problem::found, p -> p.didYouMean().orElse(""))
        .containsExactly(
            tuple("/facts/0/restarts", "-1", ""),
            tuple("/facts/1/kind", "\"RuoteTraffic\"", "RouteTraffic"),
            tuple("/facts/2/rout", "an unknown field", "route"),
            tuple("/facts/2/responses/200", "\"1\"", ""),
            tuple("/facts/2/responses/099", "\"099\"", ""),
            tuple("/facts/3/state", "\"half-open\"", "half_open"),
            tuple("/facts/3/threshold", "1.5", ""),
            tuple("/facts/4/at", "\"yesterday\"", ""),
            tuple("/facts/4/changes/1", "\"imgae\"", "image"),
            tuple("/facts/5", "no name", ""),
            tuple("/facts/6", "7", ""));
    assertThat(problems.get(0).allowed()).isEqualTo("a whole number of 0 or more");
    assertThat(problems.get(6).allowed()).isEqualTo("a ratio from 0 to 1");
  }

  @Test
  void atMostTwentyProblemsAreListed() {
    String wrong = "{\"kind\":\"Pod\",\"name\":\"a\",\"restarts\":-1}";
    String[] facts = new String[30];
    java.util.Arrays.fill(facts, wrong);
    assertThat(refused(Code.MALFORMED, withFacts(facts))).hasSize(20);
  }

  @Test
  void theOutermostObjectIsHeldToTheContractToo() {
    List<Problem> problems =
        refused(
            Code.MALFORMED,
            "{\"gatway\":\"g\",\"window\":\"5m\",\"observedAt\":1,\"namespace\":null,"
                + "\"facts\":{}}");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly("/gatway", "/window", "/observedAt", "/namespace", "/facts");
    assertThat(problems.get(3).allowed()).contains("leave the field out");
    assertThat(refused(Code.MALFORMED, "{}"))
        .extracting(Problem::found)
        .containsExactly("no gateway", "no facts");
    assertThat(refused(Code.MALFORMED, "[]").getFirst().found()).isEqualTo("a list");
    assertThat(refused(Code.MALFORMED, "").getFirst().found()).isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{@ | 1 | 2",
        "{\"gateway\":\"g\",\\n\"facts\":[ | 2 | 10",
        "{\"gateway\":\"g\",\\n \"facts\":[}] | 2 | 11",
        "{\"gateway\":\"g\",\"facts\":[]} x | 1 | 28",
        "{\"gateway\":NaN} | 1 | 12",
        "{\"gateway\":01} | 1 | 12",
        "{\"gateway\":'g'} | 1 | 12",
        "{\"gateway\":\"g\",} | 1 | 16",
        "// no\\n{} | 1 | 1",
        "{\"gateway\":\"\\x\"} | 1 | 14",
        "{\"gateway\":\"a\tb\"} | 1 | 14",
      })
  void whatIsNotJsonIsNamedWithLineAndColumn(String text, int line, int column) {
    List<Problem> problems = refused(Code.MALFORMED, text.replace("\\n", "\n"));
    assertThat(problems.getFirst().found())
        .contains("line " + line + ", column ")
        .doesNotContain("Feature", "Source", "`");
    assertThat(columnOf(problems.getFirst())).isBetween(column - 1, column + 3);
  }

  private static int columnOf(Problem problem) {
    return Integer.parseInt(problem.found().replaceAll("(?s).*column ", ""));
  }

  @Test
  void aSecondSnapshotBehindTheFirstIsRefused() {
    assertThat(refused(Code.MALFORMED, withFacts() + withFacts()).getFirst().found())
        .contains("more after the snapshot's end");
  }

  @Test
  void aSyntaxErrorNamesHowFarItGotAndKeepsWhatWasFoundBefore() {
    List<Problem> problems =
        refused(
            Code.MALFORMED,
            "{\"facts\":[{\"kind\":\"Pod\",\"restarts\":-1},{\"kind\":\"Pod\",\"name\":]");
    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly("/facts/1/name", "/facts/0/restarts", "/facts/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"gateway\":\"g\",\"gateway\":\"h\",\"facts\":[]}",
        "{\"gateway\":\"g\",\"facts\":[{\"kind\":\"Pod\",\"kind\":\"Pod\",\"name\":\"a\"}]}",
        "{\"gateway\":\"g\",\"facts\":[{\"name\":\"a\",\"kind\":\"Pod\",\"name\":\"a\"}]}",
        "{\"gateway\":\"g\",\"facts\":[{\"name\":\"a\",\"name\":\"a\",\"kind\":\"Pod\"}]}",
        "{\"gateway\":\"g\",\"facts\":[{\"kind\":\"Pod\",\"name\":\"a\",\"n\\u0061me\":\"b\"}]}",
        "{\"gateway\":\"g\",\"facts\":[{\"kind\":\"Alert\",\"name\":\"a\","
            + "\"labels\":{\"a\":\"1\",\"a\":\"1\"}}]}",
        "{\"gateway\":\"g\",\"facts\":[{\"kind\":\"RouteTraffic\",\"route\":\"a\","
            + "\"responses\":{\"200\":1,\"200\":2}}]}",
        "{\"gateway\":\"g\",\"facts\":[],\"other\":{\"x\":[{\"a\":1,\"a\":2}]}}",
      })
  void aNameGivenTwiceIsRefusedAnywhere(String text) {
    assertThat(refused(Code.MALFORMED, text))
        .anyMatch(problem -> problem.found().equals("the same name a second time"));
  }

  @Test
  void brokenUtf8IsRefusedWhereItStands() {
    byte[][] broken = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82}
    };
    for (byte[] bytes : broken) {
      for (var format : SnapshotReader.Format.values()) {
        var text = new java.io.ByteArrayOutputStream();
        text.writeBytes("{\"gateway\":\"g\",\n\"namespace\":\"ab".getBytes(StandardCharsets.UTF_8));
        text.writeBytes(bytes);
        text.writeBytes("\",\"facts\":[]}".getBytes(StandardCharsets.UTF_8));
        SnapshotRefused refused =
            catchThrowableOfType(
                SnapshotRefused.class, () -> Samples.read(text.toByteArray(), format));
        assertThat(refused.code()).isEqualTo(Code.MALFORMED);
        assertThat(refused.problems().getFirst().found())
            .startsWith("bytes that are no UTF-8")
            .endsWith("at line 2, column 16");
      }
    }
  }

  @Test
  void halfACharacterIsRefused() {
    assertThat(refused(Code.MALFORMED, "{\"gateway\":\"\\ud83d\",\"facts\":[]}").getFirst())
        .matches(
            problem -> problem.pointer().equals("/gateway") && problem.found().contains("half"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2\"",
        "2.5",
        "-1",
        "true",
        "null",
        "[2]",
        "{}",
        "1e400",
        "1e-5",
        "9007199254740992",
        "123456789012345678901234567890",
        "1e999999999",
        "1e99999999999",
        "1e-999999999",
      })
  void whatIsNoCountIsRefused(String value) {
    refused(Code.MALFORMED, withFacts(POD.formatted(",\"restarts\":" + value)));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-0,0", "3.0,3", "3e2,300", "9007199254740991,9007199254740991", "120e-1,12"})
  void wholeNumbersAreCountsHoweverTheyAreWritten(String written, long value) {
    Pod pod = (Pod) json(withFacts(POD.formatted(",\"restarts\":" + written))).facts().getFirst();
    assertThat(pod.restarts()).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22",
        "2026-11-22T10:15Z",
        "2026-11-22T10:15:00",
        "2026-11-22 10:15:00Z",
        "2026-02-30T10:15:00Z",
        "2026-11-22T25:15:00Z",
        "+2026-11-22T10:15:00Z",
        "now",
        "2026-11-22T10:15:0012Z",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2026-11-22T10:15:00+99:00",
        "2026-11-22T10:15:00Z ",
      })
  void whatIsNoDateIsRefused(String date) {
    refused(Code.MALFORMED, withFacts(ROUTE.formatted(",\"errorsSince\":\"" + date + "\"")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22t10:15:00z, 2026-11-22T10:15:00Z",
    "2026-11-22T12:15:00+02:00, 2026-11-22T10:15:00Z",
    "2026-11-22T10:15:00.1234567891234Z, 2026-11-22T10:15:00.123456789Z",
    "2026-11-22T10:15:00-00:00, 2026-11-22T10:15:00Z",
  })
  void datesAreTakenAsRfc3339HasThem(String written, Instant at) {
    String fact = ROUTE.formatted(",\"errorsSince\":\"" + written + "\"");
    assertThat(((RouteTraffic) json(withFacts(fact)).facts().getFirst()).errorsSince())
        .contains(at);
  }

  @Test
  void numbersThatMayBeNegativeAreTaken() {
    Fact fact =
        json(withFacts("{\"kind\":\"Signal\",\"name\":\"lag\",\"value\":-2.5}")).facts().getFirst();
    assertThat(((Signal) fact).value()).hasValue(-2.5);
  }

  @Test
  void whatIsShownOfAValueIsShortAndCannotSteerATerminal() {
    Problem problem =
        refused(
                Code.MALFORMED,
                withFacts(POD.formatted(",\"phase\":\"\\u001b[31m" + "x".repeat(500) + "\"")))
            .getFirst();
    assertThat(problem.found())
        .hasSizeLessThanOrEqualTo(82)
        .startsWith("\"\\u001b[31mxx")
        .endsWith("…\"");
  }

  @Test
  void pointersAreEscaped() {
    assertThat(
            refused(Code.MALFORMED, "{\"gateway\":\"g\",\"a/b~c\":1,\"facts\":[]}")
                .getFirst()
                .pointer())
        .isEqualTo("/a~1b~0c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-5M", "P0D", "P32D", "P5W", "PT744H1S"})
  void aWindowWithoutLengthOrAbsurdlyLongIsSenseless(String window) {
    Problem problem =
        refused(Code.SENSELESS, "{\"gateway\":\"g\",\"window\":\"" + window + "\",\"facts\":[]}")
            .getFirst();
    assertThat(problem.pointer()).isEqualTo("/window");
  }

  @ParameterizedTest
  @CsvSource({"PT90S,90", "P1D,86400", "P31D,2678400", "P1W,604800", "PT0.5S,0", "P1DT1H,90000"})
  void windowsAreTakenAsIso8601HasThem(String window, long seconds) {
    assertThat(
            json("{\"gateway\":\"g\",\"window\":\"" + window + "\",\"facts\":[]}")
                .window()
                .toSeconds())
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P", "PT", "P1Y", "P1M", "pt5m", "-PT5M", "5M", "PT99999999999999999999S"})
  void whatIsNoDurationIsRefused(String window) {
    refused(Code.MALFORMED, "{\"gateway\":\"g\",\"window\":\"" + window + "\",\"facts\":[]}");
  }

  @Test
  void aFactFromAfterTheWindowByMoreThanItsLengthIsSenseless() {
    String late = ROUTE.formatted(",\"errorsSince\":\"2026-11-22T10:20:00.001Z\"");
    String lateRollout =
        "{\"kind\":\"Rollout\",\"workload\":\"a\",\"at\":\"2026-11-22T10:21:00Z\"}";
    String justInTime = ROUTE.formatted(",\"errorsSince\":\"2026-11-22T10:20:00Z\"");

    assertThat(refused(Code.SENSELESS, withFacts(justInTime, late, lateRollout)))
        .extracting(Problem::pointer)
        .containsExactly("/facts/1/errorsSince", "/facts/2/at");
    assertThat(json(withFacts(justInTime)).facts()).hasSize(1);
  }

  @Test
  void aCertificateMayEndInTheFuture() {
    assertThat(
            json(withFacts(
                    "{\"kind\":\"Certificate\",\"host\":\"a\","
                        + "\"notAfter\":\"2031-01-01T00:00:00Z\"}"))
                .facts())
        .hasSize(1);
  }

  @Test
  void aStreamThatFailsIsNoFaultOfTheSnapshot() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    for (var format : SnapshotReader.Format.values()) {
      assertThat(
              catchThrowableOfType(IOException.class, () -> Samples.READER.read(failing, format)))
          .hasMessage("connection reset");
    }
  }

  @Test
  void theMessageNamesTheFirstProblem() {
    SnapshotRefused refused =
        catchThrowableOfType(SnapshotRefused.class, () -> json("{\"gateway\":\"\"}"));
    assertThat(refused)
        .hasMessage("/gateway: found \"\"; allowed: text of at least one character (and 1 more)");
    assertThat(refused.problems().get(1).didYouMean()).isEqualTo(Optional.empty());
  }

  private static List<Problem> refused(Code code, String text) {
    SnapshotRefused refused = catchThrowableOfType(SnapshotRefused.class, () -> json(text));
    assertThat(refused).as(text).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
    return refused.problems();
  }
}
