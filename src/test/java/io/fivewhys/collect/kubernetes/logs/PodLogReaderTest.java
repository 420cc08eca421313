package io.fivewhys.collect.kubernetes.logs;

import static io.fivewhys.collect.kubernetes.logs.LogServer.brokenAfter;
import static io.fivewhys.collect.kubernetes.logs.LogServer.crashed;
import static io.fivewhys.collect.kubernetes.logs.LogServer.lines;
import static io.fivewhys.collect.kubernetes.logs.LogServer.log;
import static io.fivewhys.collect.kubernetes.logs.LogServer.status;
import static io.fivewhys.collect.kubernetes.logs.LogServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PodLogReaderTest {
  private static final String LINE = "2026-03-02T10:09:00.5Z ERROR connection refused";
  private static final String READ_LINE = "2026-03-02T10:09:00.500000000Z ERROR connection refused";

  private final Pods pods = new Pods();
  private LogsConfig config = LogsConfig.defaults();
  private LogServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LogServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer read() throws InterruptedException {
    return new PodLogReader(config).read(pods.look(server.client()));
  }

  private static List<LogLines> logs(Answer answer) {
    return answer.facts().stream()
        .filter(LogLines.class::isInstance)
        .map(LogLines.class::cast)
        .toList();
  }

  private static List<Blind> blind(Answer answer) {
    return answer.facts().stream().filter(Blind.class::isInstance).map(Blind.class::cast).toList();
  }

  private static LogsConfig within(Duration timeout) {
    return new LogsConfig(2_000, 1 << 19, 8 << 20, 20, 1, 8, Duration.ofMinutes(10), timeout);
  }

  @Test
  void theLogOfAPodIsReadWithItsWorkloadAndRevision() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-7-a");
    server.when("orders-7-a", lines(LINE, "2026-03-02T10:09:01Z \tat Orders.java:4"));

    Answer answer = read();
    assertThat(answer.isWhole()).isTrue();
    assertThat(logs(answer))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.workload()).isEqualTo("orders");
              assertThat(it.namespace()).contains("shop");
              assertThat(it.pod()).contains("orders-7-a");
              assertThat(it.revision()).hasValue(7);
              assertThat(it.lines())
                  .containsExactly(READ_LINE, "2026-03-02T10:09:01.000000000Z \tat Orders.java:4");
            });
    assertThat(server.asked)
        .containsExactly(
            "/api/v1/namespaces/shop/pods/orders-7-a/log?container=orders&timestamps=true"
                + "&tailLines=2000&limitBytes=4194304&sinceTime=2026-03-02T09:55:00Z");
  }

  @Test
  void theGatewaysPodsAreReadFirstThenThoseThatFailThenASampleOfTheOthers()
      throws InterruptedException {
    pods.upstream("catalog").ready("catalog", "catalog-a").ready("catalog", "catalog-b");
    pods.upstream("orders").ready("orders", "orders-a").crashing("orders", "orders-b");
    pods.gateway().ready("api-gateway", "gw-a").ready("api-gateway", "gw-b");
    pods.deployment("elsewhere", "tier: web").ready("elsewhere", "elsewhere-a");
    for (String pod : List.of("catalog-a", "orders-a", "orders-b", "gw-a", "gw-b")) {
      server.when(pod, lines(LINE));
    }

    assertThat(logs(read()))
        .extracting(it -> it.pod().orElseThrow())
        .containsExactly("gw-a", "gw-b", "orders-b", "catalog-a", "orders-a");
    assertThat(server.asked)
        .filteredOn(it -> it.contains("/gw-"))
        .allMatch(it -> it.contains("tailLines=20000"));
  }

  @Test
  void ofACrashedContainerTheLogBeforeTheCrashComesFirst() throws InterruptedException {
    pods.upstream("orders").crashing("orders", "orders-a");
    server.when(
        "orders-a",
        crashed(
            lines("2026-03-02T10:07:59.9Z panic: no config"),
            lines("2026-03-02T10:09:00Z starting")));

    assertThat(logs(read()))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.lines())
                    .containsExactly(
                        "2026-03-02T10:07:59.900000000Z panic: no config",
                        "2026-03-02T10:09:00.000000000Z starting"));
    assertThat(server.asked)
        .anySatisfy(it -> assertThat(it).contains("previous=true").doesNotContain("sinceTime"));
  }

  @Test
  void aContainerThatNeverRanIsNotAsked() throws InterruptedException {
    pods.upstream("orders").unpulled("orders", "orders-a");
    assertThat(read().facts()).isEmpty();
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aPodThatHasGoneAndOneThatHasNotBegunAreNoTrouble() throws InterruptedException {
    pods.upstream("orders").crashing("orders", "orders-gone").crashing("orders", "orders-new");
    server.when(
        "orders-new", status(400, "container orders in pod orders-new is waiting to start"));
    assertThat(read().facts()).isEmpty();
  }

  @Test
  void withoutTheRightTheRightIsNamed() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    pods.upstream("catalog").ready("catalog", "catalog-a");
    server.when("orders-a", status(403, "forbidden")).when("catalog-a", status(403, "forbidden"));
    assertThat(read().facts())
        .containsExactly(
            new Blind(
                "logs",
                Optional.empty(),
                Optional.of("may not get pods/log in shop: grant get on pods/log"),
                Optional.empty()));
  }

  @Test
  void withoutCredentialsAllLogsAreBlind() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", status(401, "Unauthorized"));
    assertThat(blind(read()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.subject()).isEmpty();
              assertThat(it.reason()).hasValueSatisfying(why -> assertThat(why).contains("401"));
            });
  }

  @Test
  void aLogThatHangsBlindsItsWorkloadAlone() throws InterruptedException {
    config = within(Duration.ofSeconds(2));
    pods.upstream("orders").ready("orders", "orders-a");
    pods.upstream("catalog").ready("catalog", "catalog-a");
    pods.upstream("prices").ready("prices", "prices-a");
    server
        .when("orders-a", server.hanging())
        .when("prices-a", server.hangingAfter(LINE))
        .when("catalog-a", lines(LINE));

    Answer answer = read();
    assertThat(logs(answer))
        .as("what had come is kept")
        .extracting(LogLines::workload)
        .containsExactly("catalog", "prices");
    assertThat(blind(answer))
        .extracting(it -> it.subject().orElseThrow())
        .containsExactly("orders", "prices");
    assertThat(blind(answer))
        .allSatisfy(
            it ->
                assertThat(it.reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("within the deadline")));
  }

  @Test
  void aConnectionThatBreaksMidWayBlindsItsWorkload() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    pods.upstream("catalog").ready("catalog", "catalog-a");
    server.when("orders-a", brokenAfter(LINE)).when("catalog-a", lines(LINE));
    assertThat(blind(read()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.subject()).contains("orders");
              assertThat(it.reason())
                  .hasValueSatisfying(why -> assertThat(why).contains("connection broke"));
            });
  }

  @Test
  void aKubeletThatCannotBeReachedBlindsItsWorkload() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    pods.upstream("catalog").ready("catalog", "catalog-a");
    server
        .when("catalog-a", lines(LINE))
        .when(
            "orders-a",
            status(500, "Get https://10.0.0.4:10250/containerLogs: dial tcp: i/o timeout"));
    assertThat(blind(read()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.subject()).contains("orders");
              assertThat(it.reason())
                  .contains(
                      "the log of orders-a: it answers 500: Get"
                          + " https://10.0.0.4:10250/containerLogs: dial tcp: i/o timeout");
            });
  }

  @Test
  void anApiServerThatIsGoneBlindsAllLogs() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    server.stop();
    assertThat(blind(read())).singleElement().satisfies(it -> assertThat(it.subject()).isEmpty());
  }

  @Test
  void aClientThatSomebodyClosedBlindsAllLogs() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    server.client().close();
    assertThat(blind(read())).hasSize(1);
  }

  @Test
  void aWebPageIsNoLog() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", text(200, "text/html; charset=utf-8", "<html>log in</html>"));
    Answer answer = read();
    assertThat(logs(answer)).isEmpty();
    assertThat(blind(answer)).hasSize(1);
  }

  @Test
  void linesOfAnyKindAreRead() throws InterruptedException {
    pods.upstream("orders").ready("orders", "orders-a");
    String odd = "a\u0000b\u001b[31mred\ufffd \ud83d\ude00";
    server.when(
        "orders-a",
        text(200, "text/plain", odd + "\r\n\n" + "x".repeat(100_000) + "\nlast without end"));
    assertThat(logs(read()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.lines()).hasSize(4);
              assertThat(it.lines().getFirst()).startsWith(odd);
              assertThat(it.lines().get(2)).hasSize(16 << 10);
              assertThat(it.lines().getLast()).isEqualTo("last without end");
            });
  }

  @Test
  void ofALongLogTheNewestLinesAreKeptAndThatIsSaid() throws InterruptedException {
    config = new LogsConfig(50_000, 4_096, 4_096, 20, 1, 8, Duration.ZERO, Duration.ofSeconds(5));
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", log(numbered(500)));
    Answer answer = read();
    assertThat(logs(answer))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.lines().getLast()).endsWith("line 499");
              assertThat(String.join("\n", it.lines()).length()).isLessThanOrEqualTo(4_096);
            });
    assertNotCovered(answer);
  }

  private static String numbered(int lines) {
    var log = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      log.append(
          "2026-03-02T10:%02d:%02d.500000000Z line %d\n".formatted(5 + i * 4 / lines, i % 60, i));
    }
    return log.toString();
  }

  private static void assertNotCovered(Answer answer) {
    assertThat(blind(answer))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.subject()).contains("orders");
              assertThat(it.reason())
                  .hasValueSatisfying(why -> assertThat(why).contains("than is read"));
            });
  }

  @Test
  void theNewestLinesAreReadAlsoOfALogThatIsLongerThanTheKubeletMaySend()
      throws InterruptedException {
    config = new LogsConfig(50_000, 4_096, 4_096, 20, 1, 8, Duration.ZERO, Duration.ofSeconds(5));
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", log(numbered(5_000)));
    Answer answer = read();
    assertThat(logs(answer))
        .singleElement()
        .satisfies(it -> assertThat(it.lines().getLast()).endsWith("line 4999"));
    assertNotCovered(answer);
  }

  @Test
  void fewerLinesThanTheWindowHoldsBlindTheWorkload() throws InterruptedException {
    config = new LogsConfig(10, 512 << 10, 8 << 20, 20, 1, 8, Duration.ZERO, Duration.ofSeconds(5));
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", log(numbered(200)));
    assertNotCovered(read());
    server.when("orders-a", log("2026-03-02T10:04:00Z before the window\n" + numbered(9)));
    assertThat(read().isWhole()).as("the window is covered").isTrue();
  }

  @Test
  void ofARunBeforeACrashItsEndIsEnough() throws InterruptedException {
    pods.upstream("orders").crashing("orders", "orders-a");
    server.when("orders-a", crashed(log(numbered(2_000)), lines(LINE)));
    assertThat(read().isWhole()).isTrue();
  }

  @Test
  void aLogWithoutEndIsReadToItsBoundOnly() throws InterruptedException {
    config =
        new LogsConfig(50_000, 64 << 10, 64 << 10, 20, 1, 8, Duration.ZERO, Duration.ofSeconds(10));
    pods.upstream("orders").ready("orders", "orders-a");
    server.when(
        "orders-a",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] chunk =
              (LINE + "\n").repeat(200).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          for (int i = 0; i < 1_000_000; i++) {
            exchange.getResponseBody().write(chunk);
          }
        });
    Answer answer = read();
    assertThat(logs(answer)).hasSize(1);
    assertNotCovered(answer);
  }

  @Test
  void allLogsTogetherStayBelowTheTotal() throws InterruptedException {
    config = new LogsConfig(50_000, 8_192, 20_000, 20, 5, 8, Duration.ZERO, Duration.ofSeconds(5));
    pods.upstream("orders");
    for (int i = 0; i < 5; i++) {
      pods.ready("orders", "orders-" + i);
      server.when("orders-" + i, log((LINE + "\n").repeat(1_000)));
    }
    long all =
        logs(read()).stream().flatMap(it -> it.lines().stream()).mapToLong(String::length).sum();
    assertThat(all).isBetween(10_000L, 24_000L);
  }

  @Test
  void noMoreLogsAreReadAtOnceAndAtAllThanIsAllowed() throws InterruptedException {
    config = new LogsConfig(100, 8_192, 1 << 20, 6, 1, 2, Duration.ZERO, Duration.ofSeconds(5));
    var atOnce = new AtomicInteger();
    var mostAtOnce = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      String name = "service-" + i;
      pods.upstream(name).crashing(name, name + "-a");
      server.when(
          name + "-a",
          exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.sleep(20); // a moment for others to come
            atOnce.decrementAndGet();
            lines(LINE).answer(exchange);
          });
    }
    Answer answer = read();
    assertThat(logs(answer)).hasSize(6);
    assertThat(mostAtOnce.get()).isLessThanOrEqualTo(2);
    assertThat(blind(answer))
        .extracting(it -> it.subject().orElseThrow())
        .containsExactly("service-6", "service-7", "service-8", "service-9");
  }

  @Test
  void whoeverWaitsForTheLogsCanBeInterrupted() throws InterruptedException {
    config = within(Duration.ofMinutes(1));
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", server.hanging());
    var interrupted = new CountDownLatch(1);
    Thread reading =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    read();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });
    while (server.asked.isEmpty()) {
      Thread.onSpinWait();
    }
    reading.interrupt();
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aHangingConnectionIsClosedAtTheDeadline() throws InterruptedException {
    config = within(Duration.ofMillis(300));
    pods.upstream("orders").ready("orders", "orders-a");
    server.when("orders-a", LogServer.endlessSlowly(LINE));
    read();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.atOnce.get() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(server.atOnce.get()).as("logs that are still being sent").isZero();
  }
}
