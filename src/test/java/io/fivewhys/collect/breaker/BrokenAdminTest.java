package io.fivewhys.collect.breaker;

import static io.fivewhys.collect.breaker.Asking.NOW;
import static io.fivewhys.collect.breaker.Asking.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.RawServer;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of place, killed, hung, slowed, forbidden and talking nonsense. */
class BrokenAdminTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** Each kind of configuration. */
  enum Kind {
    ACTUATOR,
    ENVOY,
    RUNBOOK,
    APISIX,
    KONG;

    BreakerConfig at(WebAccess access) {
      Optional<String> none = Optional.empty();
      return switch (this) {
        case ACTUATOR -> new BreakerConfig.Actuator(access, none, Map.of(), DEADLINE);
        case ENVOY -> new BreakerConfig.Envoy(access, none, Map.of(), DEADLINE);
        case RUNBOOK -> new BreakerConfig.Runbook(access, none, Map.of(), DEADLINE);
        case APISIX -> new BreakerConfig.Apisix(access, none, Map.of(), DEADLINE);
        case KONG -> new BreakerConfig.Kong(access, none, Map.of(), DEADLINE);
      };
    }
  }

  private static void assertFails(Kind kind, WebAccess access, Code... codes) {
    try (var source = Asking.source(kind.at(access))) {
      assertThatThrownBy(() -> source.ask(look(NOW)))
          .isInstanceOfSatisfying(
              SourceFailed.class, failure -> assertThat(codes).contains(failure.code()));
    }
  }

  private static void assertFails(Kind kind, URI url, Code... codes) {
    assertFails(kind, Asking.access(url), codes);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyListens(Kind kind) throws Exception {
    assertFails(kind, RawServer.nobody(), Code.UNREACHABLE);
  }

  @ParameterizedTest
  @EnumSource
  void itAcceptsAndNeverAnswers(Kind kind) throws Exception {
    try (var server = RawServer.hung()) {
      assertFails(kind, impatient(server.url()), Code.TIMEOUT);
    }
  }

  private static WebAccess impatient(URI url) {
    return WebAccess.at(url).within(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @EnumSource
  void nobodyWaitsAnyLonger(Kind kind) throws Exception {
    try (var server = RawServer.hung();
        var source = Asking.source(kind.at(WebAccess.at(server.url())))) {
      var outcome = new CompletableFuture<Throwable>();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      source.ask(look(NOW));
                    } catch (Throwable failure) {
                      outcome.complete(failure);
                    }
                  });
      server.awaitAsked();
      asking.interrupt();
      assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itAnswersDropByDrop(Kind kind) throws Exception {
    try (var server =
        RawServer.saying(
            client -> {
              client.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                      .getBytes(StandardCharsets.US_ASCII));
              client.flush();
              new CountDownLatch(1).await();
            })) {
      assertFails(kind, impatient(server.url()), Code.TIMEOUT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsKilledWhileItAnswers(Kind kind) throws Exception {
    try (var server =
        RawServer.saying(
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"circuitBreakers\": {")) {
      assertFails(kind, server.url(), Code.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itSpeaksNoHttp(Kind kind) throws Exception {
    try (var server = RawServer.saying("SSH-2.0-OpenSSH_9.6\r\n")) {
      assertFails(kind, server.url(), Code.UNREACHABLE, Code.NONSENSE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itAnswersWhatNobodyCouldMakeSenseOf(Kind kind) throws Exception {
    List<String> bodies =
        List.of(
            "<html><body>Welcome</body></html>",
            "{\"circuitBreakers\": {\"orders\": ",
            "{\"cluster_statuses\": [{\"name\": \"a\"",
            "null",
            "7",
            "\"text\"",
            "{\"a\": 1}",
            "[".repeat(10_000),
            "{\"a\":".repeat(10_000),
            "{\"circuitBreakers\": 7, \"cluster_statuses\": 7, \"data\": 7}",
            "\u0000\u0001\u0002");
    for (String body : bodies) {
      try (var server = new AdminServer()) {
        for (String path : paths()) {
          server.answer(path, body);
        }
        assertFails(kind, server.url(), Code.NONSENSE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itRefuses(Kind kind) throws Exception {
    Map<Integer, Code> codes =
        Map.of(
            401, Code.UNAUTHENTICATED,
            403, Code.FORBIDDEN,
            404, Code.NOT_FOUND,
            500, Code.UNAVAILABLE,
            503, Code.UNAVAILABLE);
    for (var code : codes.entrySet()) {
      try (var server = new AdminServer()) {
        for (String path : paths()) {
          server.answer(path, code.getKey(), "no");
        }
        assertFails(kind, server.url(), code.getValue());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void itAnswersMoreThanMayBeRead(Kind kind) throws Exception {
    String huge = "{\"circuitBreakers\": {}, \"x\": \"" + "y".repeat(200_000) + "\"}";
    try (var server = new AdminServer()) {
      for (String path : paths()) {
        server.answer(path, huge);
      }
      WebAccess usual = Asking.access(server.url());
      var small =
          new WebAccess(
              usual.url(),
              usual.bearer(),
              usual.username(),
              usual.password(),
              usual.headers(),
              usual.secretHeaders(),
              usual.caFile(),
              usual.certificateFile(),
              usual.keyFile(),
              usual.insecureSkipVerify(),
              usual.connectTimeout(),
              usual.timeout(),
              100_000);
      assertFails(kind, small, Code.TOO_LARGE);
    }
  }

  private static List<String> paths() {
    return List.of(
        "/actuator/circuitbreakers",
        "/actuator/circuitbreakerevents",
        "/clusters",
        "/stats",
        "/admin/circuit-breaker",
        "/v1/healthcheck",
        "/upstreams");
  }

  /** What the file of gateways would hold. */
  record File(BreakerConfig breakers) {}

  @Test
  void theTypeSaysWhatItIs() {
    String yaml =
        """
        breakers:
          type: envoy
          url: http://127.0.0.1:9901
          timeout: 2s
          instance: edge-1
          upstreams: {cluster_17: orders}
          deadline: 3s
        """;
    BreakerConfig read = RecordFile.read("gateways.yaml", yaml, File.class).breakers();
    assertThat(read)
        .isEqualTo(
            new BreakerConfig.Envoy(
                WebAccess.at(URI.create("http://127.0.0.1:9901")).within(Duration.ofSeconds(2)),
                Optional.of("edge-1"),
                Map.of("cluster_17", "orders"),
                Duration.ofSeconds(3)));
    for (String type : List.of("actuator", "envoy", "runbook", "apisix", "kong")) {
      String least = "breakers: {type: " + type + ", url: 'http://127.0.0.1:1'}";
      assertThat(RecordFile.read("gateways.yaml", least, File.class).breakers().deadline())
          .isEqualTo(Duration.ofSeconds(5));
      assertThatThrownBy(
              () -> RecordFile.read("gateways.yaml", "breakers: {type: " + type + "}", File.class))
          .isInstanceOf(SettingsRefused.class)
          .hasMessageContaining("url");
    }
    assertThatThrownBy(
            () ->
                RecordFile.read(
                    "gateways.yaml",
                    "breakers: {type: envoy, url: 'http://h', upstreams: {a: ' '}}",
                    File.class))
        .isInstanceOf(SettingsRefused.class);
  }

  @Test
  void withoutAnInstanceRulesTakeAllBreakersToBeMeant() {
    try (var source =
        Asking.source(
            new BreakerConfig.Envoy(
                WebAccess.at(URI.create("http://127.0.0.1:1")),
                Optional.empty(),
                Map.of(),
                DEADLINE))) {
      assertThat(source.name().blind("why").covers("breakers", "orders")).isTrue();
    }
  }
}
