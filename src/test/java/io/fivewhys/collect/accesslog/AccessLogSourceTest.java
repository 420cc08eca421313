package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.LogLines.Format;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final DateTimeFormatter NGINX_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  @TempDir private Path directory;
  private final List<AccessLogSource> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(AccessLogSource::close);
  }

  private AccessLogSource source(AccessLogConfig config) {
    var context =
        new SourceContext(
            Clock.fixed(NOW, ZoneOffset.UTC), Map.of(), directory, directory.resolve("data"));
    var source = new AccessLogSource(config, context, "api-gateway");
    opened.add(source);
    return source;
  }

  private AccessLogSource source() {
    return source(AccessLogConfig.of(Path.of("access.log")));
  }

  private static AccessLogConfig with(Format format, Map<String, String> upstreams, int sample) {
    AccessLogConfig usual = AccessLogConfig.of(Path.of("access.log"));
    return new AccessLogConfig(
        usual.path(),
        format,
        Optional.empty(),
        Optional.empty(),
        upstreams,
        65_536,
        usual.history(),
        sample,
        usual.deadline());
  }

  private static Look look(Instant at) {
    return new Look("api-gateway", "shop", at, WINDOW);
  }

  private void write(String line) throws IOException {
    Files.writeString(
        directory.resolve("access.log"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String nginx(Instant at, String path, int status, double seconds) {
    return nginx(at, ZoneOffset.UTC, "192.0.2.7", path, status, seconds);
  }

  /** As ingress-nginx writes it by default. */
  private static String nginx(
      Instant at, ZoneId zone, String client, String path, int status, double seconds) {
    return "%s - - [%s] \"GET %s HTTP/1.1\" %d 190 \"-\" \"curl/8\" 703 %s [shop-orders-80] [] 10.1.1.8:8080 190 %s %d ba7f"
        .formatted(
            client, NGINX_TIME.format(at.atZone(zone)), path, status, seconds, seconds, status);
  }

  /** One request a second. */
  private void steady(Instant from, Instant to, int status) throws IOException {
    var text = new StringBuilder();
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(1)) {
      text.append(nginx(at, "/orders/" + at.getEpochSecond(), status, 0.020)).append('\n');
    }
    if (!text.isEmpty()) {
      write(text.substring(0, text.length() - 1));
    }
  }

  private static List<RouteTraffic> traffic(Answer answer) {
    return of(answer, RouteTraffic.class);
  }

  private static <F extends Fact> List<F> of(Answer answer, Class<F> kind) {
    return answer.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String blind(Answer answer) {
    List<Blind> blind = of(answer, Blind.class);
    assertThat(blind).hasSize(1);
    assertThat(blind.getFirst().source()).isEqualTo("logs");
    assertThat(blind.getFirst().subject()).contains("api-gateway");
    return blind.getFirst().reason().orElseThrow();
  }

  @Test
  void theWindowIsCountedByRouteAndTheFileItselfTellsWhatIsUsual() throws Exception {
    Instant onset = NOW.minusSeconds(100);
    steady(NOW.minus(Duration.ofMinutes(40)), onset, 200);
    steady(onset, NOW, 503);
    write(nginx(NOW, "/orders/after", 200, 0.1));
    Answer answer = source().ask(look(NOW));
    assertThat(answer.isWhole()).isTrue();
    assertThat(traffic(answer)).hasSize(1);
    RouteTraffic orders = traffic(answer).getFirst();
    assertThat(orders.route()).isEqualTo("GET /orders/{id}");
    assertThat(orders.upstream()).contains("orders");
    assertThat(orders.responses()).isEqualTo(Map.of(200, 200L, 503, 100L));
    assertThat(orders.baselineRequests()).hasValue(300);
    assertThat(orders.baselineErrorRatio()).hasValue(0);
    assertThat(orders.baselineP99Millis().orElseThrow()).isCloseTo(20, within(0.6));
    assertThat(orders.p99Millis()).hasValue(20);
    assertThat(orders.errorsSince()).contains(onset);
  }

  @Test
  void eachLookSeesItsOwnWindowOfAFileThatIsWrittenOn() throws Exception {
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    AccessLogSource source = source();
    assertThat(traffic(source.ask(look(NOW))).getFirst().total()).isEqualTo(300);
    Instant later = NOW.plusSeconds(30);
    steady(NOW, later, 502);
    RouteTraffic traffic = traffic(source.ask(look(later))).getFirst();
    assertThat(traffic.responses()).isEqualTo(Map.of(200, 270L, 502, 30L));
    assertThat(traffic.errorsSince()).contains(NOW);
  }

  @Test
  void rotationLosesNoRequestAndCountsNoneTwice() throws Exception {
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    AccessLogSource source = source();
    source.ask(look(NOW));
    steady(NOW, NOW.plusSeconds(10), 200);
    Files.move(
        directory.resolve("access.log"),
        directory.resolve("access.log.1"),
        StandardCopyOption.ATOMIC_MOVE);
    steady(NOW.plusSeconds(10), NOW.plusSeconds(20), 200);
    Files.copy(directory.resolve("access.log"), directory.resolve("access.log.0"));
    Answer first = source.ask(look(NOW.plusSeconds(20)));
    assertThat(first.isWhole()).isTrue();
    assertThat(traffic(first).getFirst().total()).isEqualTo(300);
    Files.copy(directory.resolve("access.log"), directory.resolve("access.log-copy"));
    truncate();
    steady(NOW.plusSeconds(20), NOW.plusSeconds(30), 200);
    Answer second = source.ask(look(NOW.plusSeconds(30)));
    assertThat(second.isWhole()).isTrue();
    assertThat(traffic(second).getFirst().total()).isEqualTo(300);
    assertThat(traffic(second).getFirst().baselineRequests()).hasValue(300);
  }

  private void truncate() throws IOException {
    try (var out = new RandomAccessFile(directory.resolve("access.log").toFile(), "rw")) {
      out.setLength(0);
    }
  }

  @Test
  void aTruncationThatMayHaveLostLinesIsSaidUntilTheWindowIsBehindIt() throws Exception {
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    AccessLogSource source = source();
    source.ask(look(NOW));
    truncate();
    steady(NOW.plusSeconds(15), NOW.plusSeconds(30), 200);
    Answer answer = source.ask(look(NOW.plusSeconds(30)));
    assertThat(blind(answer)).contains("truncated");
    assertThat(traffic(answer).getFirst().total()).isEqualTo(285);
    assertThat(traffic(answer).getFirst().baselineRequests())
        .as("a part compares with nothing")
        .isEmpty();
    steady(NOW.plusSeconds(30), NOW.plusSeconds(60), 200);
    assertThat(blind(source.ask(look(NOW.plusSeconds(60))))).contains("a part of the window");
    steady(NOW.plusSeconds(60), NOW.plusSeconds(360), 200);
    assertThat(source.ask(look(NOW.plusSeconds(360))).isWhole()).isTrue();
  }

  @Test
  void aLogThatGrowsTooFastIsCountedInPartAndSaidToBe() throws Exception {
    steady(NOW.minusSeconds(10), NOW, 200);
    AccessLogSource source = source(with(Format.AUTO, Map.of(), 10));
    source.ask(look(NOW));
    for (int i = 0; i < 40; i++) {
      steady(NOW, NOW.plusSeconds(30), 200);
    }
    Answer answer = source.ask(look(NOW.plusSeconds(30)));
    assertThat(blind(answer)).contains("grows faster").contains("bytes were skipped");
    assertThat(traffic(answer).getFirst().total()).isBetween(300L, 500L);
    assertThat(traffic(answer).getFirst().baselineRequests()).isEmpty();
  }

  @Test
  void aLogThatBeginsWithinTheWindowIsAPartOfIt() throws Exception {
    steady(NOW.minusSeconds(60), NOW, 200);
    Answer answer = source().ask(look(NOW));
    assertThat(traffic(answer).getFirst().total()).isEqualTo(60);
    assertThat(blind(answer)).contains("since " + NOW.minusSeconds(60));
  }

  @Test
  void whatARotationAMinuteAgoPutAsideIsReadToo() throws Exception {
    steady(NOW.minus(Duration.ofMinutes(20)), NOW.minusSeconds(60), 200);
    Files.move(directory.resolve("access.log"), directory.resolve("access.log.1"));
    steady(NOW.minusSeconds(60), NOW, 200);
    Answer answer = source().ask(look(NOW));
    assertThat(answer.isWhole()).isTrue();
    assertThat(traffic(answer).getFirst().total()).isEqualTo(300);
  }

  @Test
  void linesCountByTheirOwnTimeInWhateverZone() throws Exception {
    write(nginx(NOW.minusSeconds(400), "/orders/1", 200, 0.1));
    ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
    ZoneId newYork = ZoneId.of("America/New_York");
    write(nginx(NOW.minusSeconds(301), kathmandu, "192.0.2.7", "/orders/1", 200, 0.1));
    write(nginx(NOW.minusSeconds(299), kathmandu, "192.0.2.7", "/orders/1", 500, 0.1));
    write(nginx(NOW.minusSeconds(1), newYork, "192.0.2.7", "/orders/1", 404, 0.1));
    assertThat(traffic(source().ask(look(NOW))).getFirst().responses())
        .isEqualTo(Map.of(500, 1L, 404, 1L));
  }

  @Test
  void linesWithoutATimeCountWhenTheyAreRead() throws Exception {
    String line = "{\"method\":\"GET\",\"path\":\"/x\",\"status\":200,\"duration_ms\":3}";
    write(line);
    AccessLogSource source = source();
    Answer first = source.ask(look(NOW));
    assertThat(traffic(first)).as("nobody knows when that was").isEmpty();
    write(line);
    write(line);
    Answer second = source.ask(look(NOW.plusSeconds(30)));
    assertThat(traffic(second).getFirst().total()).isEqualTo(2);
    assertThat(blind(second)).contains("a part of the window").contains("since " + NOW);
    Answer third = source.ask(look(NOW.plusSeconds(300)));
    assertThat(traffic(third).getFirst().total()).isEqualTo(2);
    assertThat(third.isWhole()).isTrue();
  }

  @Test
  void aSilentLogIsNotTakenForAGatewayWithoutTraffic() throws Exception {
    steady(NOW.minus(Duration.ofMinutes(20)), NOW.minus(Duration.ofMinutes(10)), 200);
    Answer answer = source().ask(look(NOW));
    assertThat(traffic(answer)).isEmpty();
    assertThat(blind(answer)).contains("no request was logged since 2026-11-22T10:04:59Z");
  }

  @Test
  void anEmptyLogSaysNothing() throws Exception {
    Files.createFile(directory.resolve("access.log"));
    assertThat(blind(source().ask(look(NOW)))).contains("no request was logged");
  }

  @Test
  void aRouteWithoutRequestsIsZeroWhereOthersShowThatTheLogIsWritten() throws Exception {
    steady(NOW.minus(Duration.ofMinutes(40)), NOW.minus(Duration.ofMinutes(5)), 200);
    write(nginx(NOW.minusSeconds(3), "/health", 200, 0.001));
    Answer answer = source().ask(look(NOW));
    assertThat(traffic(answer))
        .anySatisfy(
            route -> {
              assertThat(route.route()).isEqualTo("GET /orders/{id}");
              assertThat(route.responses()).isEmpty();
              assertThat(route.baselineRequests()).hasValue(300);
            });
  }

  @Test
  void clocksThatDifferAreNoticed() throws Exception {
    steady(NOW.plusSeconds(3_000), NOW.plusSeconds(3_060), 200);
    AccessLogSource source = source();
    Answer ahead = source.ask(look(NOW));
    assertThat(traffic(ahead)).isEmpty();
    assertThat(blind(ahead)).contains("dated ahead").contains("2026-11-22T11:05:59Z");
    truncate();
    steady(NOW.minusSeconds(3_600), NOW.minusSeconds(3_570), 200);
    Answer behind = source.ask(look(NOW.plusSeconds(30)));
    assertThat(traffic(behind)).isEmpty();
    assertThat(blind(behind)).contains("come late").contains("2026-11-22T09:15:29Z");
  }

  @Test
  void anotherFormatThanTheOneThatIsSetIsSaid() throws Exception {
    steady(NOW.minusSeconds(60), NOW, 200);
    Answer answer = source(with(Format.HAPROXY, Map.of(), 10)).ask(look(NOW));
    assertThat(traffic(answer)).isEmpty();
    assertThat(blind(answer)).contains("none of its 60 lines").contains("haproxy");
  }

  @Test
  void garbageIsSaidToBeNoLog() throws Exception {
    byte[] garbage = new byte[200_000];
    new java.util.Random(3).nextBytes(garbage);
    Files.write(directory.resolve("access.log"), garbage);
    Answer answer = source().ask(look(NOW));
    assertThat(of(answer, LogLines.class)).isEmpty();
    assertThat(blind(answer)).contains("is a request of an access log");
  }

  @Test
  void upstreamsAreNamedAsConfigured() throws Exception {
    String plain =
        "192.0.2.7 - - [22/Nov/2026:10:14:00 +0000] \"GET %s HTTP/1.1\" 200 12 \"-\" \"curl/8\""
            + " rt=0.1 uaddr=%s us=200";
    write(plain.formatted("/orders/7", "10.0.0.1:80"));
    write(plain.formatted("/orders-old/7", "10.0.0.2:80"));
    write(plain.formatted("/cart/7", "10.0.0.3:80"));
    write(nginx(NOW.minusSeconds(2), "/tax/7", 200, 0.1));
    var upstreams =
        Map.of("/orders", "orders-api", "10.0.0.3", "cart", "shop-orders-80", "orders-web");
    assertThat(traffic(source(with(Format.AUTO, upstreams, 10)).ask(look(NOW))))
        .extracting(route -> route.route() + " " + route.upstreamName())
        .containsExactlyInAnyOrder(
            "GET /orders/{id} orders-api",
            "GET /orders-old/{id} ",
            "GET /cart/{id} cart",
            "GET /tax/{id} orders-web");
  }

  @Test
  void theLinesThatAreHandedOnAreASampleBesideTheCounts() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Instant at = NOW.minusSeconds(299).plusMillis(299L * i);
      String client = i % 4 == 0 ? "198.51.100.7" : "203.0." + i % 199 + ".9";
      write(nginx(at, ZoneOffset.UTC, client, "/orders/" + i, 200, 0.1));
    }
    write("2026/11/22 10:14:00 [error] 31#31: *7 connect() failed (111: Connection refused)");
    AccessLogConfig usual = AccessLogConfig.of(Path.of("access.log"));
    var config =
        new AccessLogConfig(
            usual.path(),
            usual.format(),
            usual.workload(),
            usual.name(),
            usual.upstreams(),
            usual.maxBytes(),
            usual.history(),
            200,
            usual.deadline());
    Answer answer = source(config).ask(look(NOW));
    LogLines lines = of(answer, LogLines.class).getFirst();
    assertThat(lines.workload()).isEqualTo("api-gateway");
    assertThat(lines.lines()).hasSize(201).anyMatch(line -> line.contains("connect() failed"));

    var snapshot = new Snapshot("api-gateway", "shop", NOW, WINDOW, answer.facts());
    List<Fact> derived = new LogReader(LogPatterns.parse(Map.of())).read(snapshot).derived();
    assertThat(derived).as("the counts stand").noneMatch(RouteTraffic.class::isInstance);
    assertThat(derived)
        .filteredOn(Signal.class::isInstance)
        .map(Signal.class::cast)
        .anySatisfy(
            signal -> {
              assertThat(signal.name()).isEqualTo("access_log_client_share");
              assertThat(signal.label("client", "")).isEqualTo("198.51.100.7");
              assertThat(signal.value().orElseThrow()).isCloseTo(0.25, within(0.1));
            });
  }

  @Test
  void aFileThatIsMissingOrForbiddenIsNamed() throws Exception {
    AccessLogSource source = source();
    assertFails(source, Code.NOT_FOUND);
    write(nginx(NOW.minusSeconds(1), "/orders/1", 200, 0.1));
    assertThat(traffic(source.ask(look(NOW)))).hasSize(1);
    Files.delete(directory.resolve("access.log"));
    Answer gone = source.ask(look(NOW.plusSeconds(30)));
    assertThat(traffic(gone).getFirst().total()).isEqualTo(1);
    assertThat(blind(gone)).contains("no file");
    assertThatThrownBy(() -> source.ask(look(NOW.plusSeconds(600))))
        .isInstanceOfSatisfying(
            SourceFailed.class, failure -> assertThat(failure.code()).isEqualTo(Code.NOT_FOUND));
  }

  private static void assertFails(AccessLogSource source, Code code) {
    assertThatThrownBy(() -> source.ask(look(NOW)))
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure).hasMessageContaining("access.log");
            });
  }

  @Test
  void itIsCalledByTheWorkloadSoThatRulesKnowWhoseLogIsMissing() {
    assertThat(source().name())
        .isEqualTo(SourceName.of("logs", "api-gateway").about("api-gateway"));
  }
}
