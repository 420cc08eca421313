package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.DependencyProbe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP against a real server. */
class WebProbesTest {
  private static final AtomicReference<String> ASKED = new AtomicReference<>("");
  private static HttpServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // Answers with the status that its path ends with.
    server.createContext(
        "/",
        exchange -> {
          ASKED.set(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          String path = exchange.getRequestURI().getPath();
          int status = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
          byte[] body = "state: fine\n".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Retry-After", "30");
          exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
          if (status != 204) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    Asked.of(config("/200", List.of(), Optional.empty())).good();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static WebAccess access() {
    return WebAccess.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private static Http config(String path, List<String> status, Optional<String> body) {
    return new Http(
        Asked.dependency(), access(), Optional.of(path), Optional.empty(), status, body);
  }

  private static Asked asked(String path, String... status) {
    return Asked.of(config(path, List.of(status), Optional.empty()));
  }

  @Test
  void anAnswerOf2xxOr3xxIsGoodUnlessAnotherIsExpected() {
    DependencyProbe probe = asked("/healthz/200").good();
    assertThat(probe.isType(DependencyProbe.Type.EXTERNAL_API)).isTrue();
    assertThat(ASKED.get()).isEqualTo("GET /healthz/200");
    asked("/302").good();
    asked("/404", "404").good();
    asked("/204", "200-299").good();
    asked("/418", "4xx").good();
    asked("/200", "204").failed(FailureKind.UNEXPECTED, "HTTP 200");
  }

  @Test
  void whatTheStatusMeansIsTold() {
    asked("/401").failed(FailureKind.WRONG_CREDENTIALS, "HTTP 401");
    asked("/403").failed(FailureKind.NOT_ALLOWED, "HTTP 403");
    asked("/404").failed(FailureKind.NOT_FOUND, "HTTP 404");
    asked("/429").failed(FailureKind.RATE_LIMITED, "HTTP 429", "Too Many", "Retry-After: 30");
    asked("/503").failed(FailureKind.UNAVAILABLE, "HTTP 503", "Service Unavailable", "state: fine");
    asked("/500").failed(FailureKind.ERROR, "HTTP 500");
  }

  @Test
  void theBodyMustHoldWhatIsExpected() {
    Asked.of(config("/200", List.of(), Optional.of("state: (ok|fine)"))).good();
    Asked.of(config("/200", List.of(), Optional.of("^state: bad")))
        .failed(FailureKind.UNEXPECTED, "body does not match ^state: bad", "state: fine");
  }

  @Test
  void theQueryIsAskedAndNotShown() {
    Asked asked = asked("/200?token=abc");
    assertThat(ASKED.get()).isEqualTo("GET /200?token=abc");
    assertThat(asked.good().target().orElseThrow()).endsWith("/200");
  }

  @Test
  void aServerThatSendsBackWhatItWasSentMakesNoSecretShow() throws Exception {
    try (var echo =
        new FakeServer(
            socket -> {
              byte[] request = new byte[4_000];
              int length = socket.getInputStream().read(request);
              String head = "HTTP/1.1 500 Oops\r\nContent-Length: %d\r\n\r\n".formatted(length);
              socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().write(request, 0, length);
              socket.getInputStream().readAllBytes();
            })) {
      var it = WebAccess.at(URI.create("http://127.0.0.1:" + echo.port()));
      var secret = new SecretRef(Optional.empty(), Optional.of("DB_PASSWORD"));
      var access =
          new WebAccess(
              it.url(),
              Optional.empty(),
              Optional.of("probe"),
              Optional.of(secret),
              Map.of(),
              Map.of("X-Token", secret),
              it.caFile(),
              it.certificateFile(),
              it.keyFile(),
              false,
              it.connectTimeout(),
              it.timeout(),
              it.maxBytes());
      String both = "probe:" + Asked.PASSWORD;
      DependencyProbe probe =
          Asked.of(
                  new Http(
                      Asked.dependency(),
                      access,
                      Optional.empty(),
                      Optional.empty(),
                      List.of(),
                      Optional.empty()))
              .failed(FailureKind.ERROR, "HTTP 500", "X-Token: ***", "Basic ***");
      assertThat(probe.error().orElseThrow())
          .doesNotContain(
              Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsNonsense() throws Exception {
    byte[] much =
        ("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(9_000_000))
            .getBytes(StandardCharsets.US_ASCII);
    try (var endless = FakeServer.saying(much)) {
      var url = URI.create("http://127.0.0.1:" + endless.port());
      Asked.of(
              new Http(
                  Asked.dependency(),
                  WebAccess.at(url),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  Optional.empty()))
          .failed(FailureKind.NONSENSE, "more than");
    }
  }

  @Test
  void certificatesAreToldApart() throws Exception {
    var certificates = new Certificates();
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    Path authority = certificates.authorityFile(directory);
    try (var good = certificates.good().serving(answer);
        var expired = certificates.expired().serving(answer);
        var foreign = certificates.forName("bank.example").serving(answer);
        var plain = FakeServer.saying(answer)) {
      Asked.of(secure(good, Optional.of(authority))).good();
      Asked.of(secure(good, Optional.empty()))
          .failed(FailureKind.CERTIFICATE_UNTRUSTED, "unknown authority");
      Asked.of(secure(expired, Optional.of(authority)))
          .failed(FailureKind.CERTIFICATE_EXPIRED, "expired");
      Asked.of(secure(foreign, Optional.of(authority)))
          .failed(FailureKind.CERTIFICATE_MISMATCH, "another name");
      Asked.of(secure(plain, Optional.of(authority))).failed(FailureKind.TLS_FAILED, "no TLS");
    }
  }

  private static Http secure(FakeServer server, Optional<Path> authority) {
    WebAccess it = WebAccess.at(URI.create("https://localhost:" + server.port()));
    return new Http(
        Asked.dependency(),
        new WebAccess(
            it.url(),
            it.bearer(),
            it.username(),
            it.password(),
            it.headers(),
            it.secretHeaders(),
            authority,
            it.certificateFile(),
            it.keyFile(),
            it.insecureSkipVerify(),
            it.connectTimeout(),
            it.timeout(),
            it.maxBytes()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @Test
  void whatCannotBeAskedIsRefusedWithWhatIsAllowed() {
    assertThatThrownBy(() -> config("healthz", List.of(), Optional.empty()))
        .hasMessageContaining("beginning with a slash");
    assertThatThrownBy(() -> config("/", List.of("2x"), Optional.empty()))
        .hasMessageContaining("2xx");
    assertThatThrownBy(() -> config("/", List.of(), Optional.of("("))).hasMessageContaining("RE2");
  }
}
