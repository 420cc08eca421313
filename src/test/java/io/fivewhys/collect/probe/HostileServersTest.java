package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.web.WebAccess;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every probe that speaks over TCP, against servers that mean no good. */
class HostileServersTest {
  /** For what ends only because the time is over. */
  private static final Duration SHORT = Duration.ofMillis(600);

  /** For what ends by itself. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Map<String, IntFunction<ProbeConfig>> PROBES =
      Map.of(
          "postgresql", port -> postgresql(port, Encryption.defaults()),
          "postgresql with TLS", port -> postgresql(port, verified()),
          "mysql", HostileServersTest::mysql,
          "redis", port -> redis(port, Encryption.defaults()),
          "redis with TLS", port -> redis(port, verified()),
          "http", port -> http("http://127.0.0.1:" + port),
          "https", port -> http("https://127.0.0.1:" + port),
          "tls", HostileServersTest::tls,
          "rabbitmq", port -> rabbitmq(port, Encryption.defaults()),
          "rabbitmq with TLS", port -> rabbitmq(port, verified()));

  /** Beginnings of answers that promise more than ever comes, by the word a probe's name has. */
  private static final Map<String, List<String>> PROMISES =
      Map.of(
          "postgresql",
              List.of(
                  "E\177\377\377\377S",
                  "Error: wrong protocol\n",
                  "R\0\0\0\10\0\0\0\0S\177\377\377\377a",
                  "R\0\0\0\10\0\0\0\0N\177\377\377\377a"),
          "mysql", List.of("\377\377\377\0\12", "\100\0\0\0\12" + "8.0.36\0"),
          "redis", List.of("$2147483647\r\n", "*2147483647\r\n", "+" + "P".repeat(100)),
          "http", List.of("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", "HTTP/1.1 200"),
          "tls", List.of("\26\3\3\100\0\2"),
          "rabbitmq", List.of("\1\0\0\177\377\377\377\0"));

  static Stream<String> probes() {
    return PROBES.keySet().stream().sorted();
  }

  /** The first time each must be loaded, which is no part of what is measured. */
  @BeforeAll
  static void load() throws Exception {
    try (var server = FakeServer.closing()) {
      for (var probe : PROBES.values()) {
        Probe loaded = Probe.of(probe.apply(server.port()), Asked.CONTEXT);
        Asked.of(new ProbeSource(Asked.dependency(), loaded));
      }
    }
  }

  private static Probed probed() {
    return Probed.named("orders-db").within(SHORT);
  }

  private static Encryption verified() {
    return new Encryption(Encryption.Use.VERIFY, Optional.empty());
  }

  private static ProbeConfig postgresql(int port, Encryption encryption) {
    return new Postgresql(
        probed(),
        "127.0.0.1",
        Optional.of(port),
        Optional.empty(),
        Asked.login("probe"),
        encryption,
        Optional.empty());
  }

  private static ProbeConfig mysql(int port) {
    return new Mysql(
        probed(),
        "127.0.0.1",
        Optional.of(port),
        Optional.empty(),
        Asked.login("probe"),
        Encryption.defaults(),
        Optional.empty());
  }

  private static ProbeConfig redis(int port, Encryption encryption) {
    return new Redis(probed(), "127.0.0.1", Optional.of(port), Asked.login("probe"), encryption);
  }

  private static ProbeConfig http(String url) {
    return new Http(
        probed(),
        WebAccess.at(URI.create(url)),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static ProbeConfig tls(int port) {
    return new Tls(probed(), "127.0.0.1", Optional.of(port), Optional.empty(), Optional.empty());
  }

  private static ProbeConfig rabbitmq(int port, Encryption encryption) {
    return new Rabbitmq(
        probed(),
        "127.0.0.1",
        Optional.of(port),
        Optional.empty(),
        Asked.login("probe"),
        encryption,
        Optional.empty(),
        Optional.empty());
  }

  /** Never an exception, never later than the source may answer, never a secret. */
  private static Asked asked(String probe, int port, Duration patience, FailureKind... kinds) {
    Probe asking = Probe.of(PROBES.get(probe).apply(port), Asked.CONTEXT);
    var source = new ProbeSource(probed().within(patience), asking);
    Asked asked = Asked.of(source);
    String kind = asked.signal(FailureKind.SIGNAL).orElseThrow().text().orElseThrow();
    assertThat(Stream.of(kinds).map(FailureKind::toString))
        .as("%s", asked.probe().error())
        .contains(kind);
    assertThat(asked.probe().ok()).isFalse();
    assertThat(asked.took()).isLessThan(source.deadline());
    assertThat(asked.answer().toString()).doesNotContain(Asked.PASSWORD, "OutOfMemory");
    return asked;
  }

  @ParameterizedTest
  @MethodSource("probes")
  void oneThatAcceptsAndNeverAnswersHangsAndIsLeftAlone(String probe) throws Exception {
    try (var server = FakeServer.hanging()) {
      asked(probe, server.port(), SHORT, FailureKind.HANGING);
      assertThat(server.isHungUp()).as("the connection is closed").isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("probes")
  void oneThatAcceptsAndClosesAtOnceIsClosed(String probe) throws Exception {
    try (var server = FakeServer.closing()) {
      asked(probe, server.port(), LONG, FailureKind.CLOSED, FailureKind.TLS_FAILED);
    }
  }

  @ParameterizedTest
  @MethodSource("probes")
  void nobodyRefuses(String probe) {
    asked(probe, FakeServer.nobody(), LONG, FailureKind.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void oneOfAnotherProtocolTalksNonsense(String probe) throws Exception {
    for (String banner :
        List.of(
            "SSH-2.0-OpenSSH_9.2\r\n",
            "220 mail.example ESMTP\r\n",
            "Error: not here\n",
            "<!doctype html><html><body>Hello</body></html>",
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")) {
      try (var server = FakeServer.saying(banner)) {
        asked(
            probe,
            server.port(),
            SHORT,
            FailureKind.NONSENSE,
            FailureKind.CLOSED,
            FailureKind.SLOW,
            FailureKind.HANGING,
            FailureKind.TLS_FAILED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("probes")
  void oneThatDripsIsNotWaitedForForever(String probe) throws Exception {
    for (String beginning : promises(probe)) {
      byte[] bytes = (beginning + "x".repeat(50)).getBytes(StandardCharsets.ISO_8859_1);
      try (var server = FakeServer.dripping(bytes, 5)) {
        asked(
            probe,
            server.port(),
            SHORT,
            FailureKind.SLOW,
            FailureKind.HANGING,
            FailureKind.NONSENSE,
            FailureKind.CLOSED,
            FailureKind.TLS_FAILED,
            FailureKind.ERROR);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("probes")
  void oneThatNeverStopsTalkingFillsNoMemory(String probe) throws Exception {
    for (String beginning : promises(probe)) {
      try (var server = new FakeServer(socket -> flood(beginning, socket.getOutputStream()))) {
        asked(
            probe,
            server.port(),
            SHORT,
            FailureKind.SLOW,
            FailureKind.HANGING,
            FailureKind.NONSENSE,
            FailureKind.CLOSED,
            FailureKind.TLS_FAILED,
            FailureKind.ERROR);
      }
    }
  }

  private static List<String> promises(String probe) {
    String protocol = probe.contains("TLS") || probe.equals("https") ? "tls" : probe;
    return PROMISES.get(protocol);
  }

  private static void flood(String beginning, OutputStream out) throws Exception {
    out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
    byte[] more = "y".repeat(1 << 16).getBytes(StandardCharsets.ISO_8859_1);
    while (true) {
      out.write(more);
    }
  }
}
