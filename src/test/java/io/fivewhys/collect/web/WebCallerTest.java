package io.fivewhys.collect.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebCallerTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final BlockingQueue<Map<String, List<String>>> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "fine";

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.add(Map.copyOf(exchange.getRequestHeaders()));
          String body = new String(exchange.getRequestBody().readAllBytes());
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
          }
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private SourceContext context() {
    return new SourceContext(Clock.systemUTC(), environment, directory, directory);
  }

  private WebCaller caller(WebAccess access) {
    return new WebCaller(access, context());
  }

  private static WebAccess access(
      URI url, Optional<SecretRef> bearer, Map<String, SecretRef> secretHeaders) {
    WebAccess plain = WebAccess.at(url);
    return new WebAccess(
        url,
        bearer,
        plain.username(),
        plain.password(),
        Map.of("X-Scope-OrgID", "team-a"),
        secretHeaders,
        plain.caFile(),
        plain.certificateFile(),
        plain.keyFile(),
        false,
        plain.connectTimeout(),
        plain.timeout(),
        1024);
  }

  private static WebAccess basic(URI url, String username, SecretRef password) {
    WebAccess plain = WebAccess.at(url);
    return new WebAccess(
        url,
        plain.bearer(),
        Optional.of(username),
        Optional.of(password),
        plain.headers(),
        plain.secretHeaders(),
        plain.caFile(),
        plain.certificateFile(),
        plain.keyFile(),
        false,
        plain.connectTimeout(),
        plain.timeout(),
        plain.maxBytes());
  }

  private static SecretRef env(String name) {
    return new SecretRef(Optional.empty(), Optional.of(name));
  }

  private static SourceFailed failure(WebCaller caller) {
    var failed = catchThrowableOfType(SourceFailed.class, () -> caller.get("/x?y=z"));
    assertThat(failed).as("failure").isNotNull();
    return failed;
  }

  @Test
  void thePathComesBehindThatOfTheBaseAddress() throws Exception {
    for (String base : List.of("/prometheus", "/prometheus/", "/prometheus//")) {
      try (var caller = caller(WebAccess.at(URI.create(url() + base)))) {
        assertThat(caller.get("/api/v1/query?query=up").text()).isEqualTo("fine");
        assertThat(asked.take()).isEqualTo("GET /prometheus/api/v1/query?query=up ");
      }
    }
  }

  @Test
  void aFormIsPosted() throws Exception {
    try (var caller = caller(WebAccess.at(url()))) {
      caller.postForm("/api/v1/query", "query=up");
      assertThat(asked.take()).isEqualTo("POST /api/v1/query query=up");
      assertThat(heard.take().get("Content-type"))
          .containsExactly("application/x-www-form-urlencoded");
    }
  }

  @Test
  void theTokenIsReadAnewEachTime() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "first\n");
    var ref = new SecretRef(Optional.of(Path.of("token")), Optional.empty());
    environment.put("TENANT_KEY", "k-123");
    var access = access(url(), Optional.of(ref), Map.of("X-Key", env("TENANT_KEY")));
    try (var caller = caller(access)) {
      caller.get("/");
      assertThat(heard.take())
          .containsEntry("Authorization", List.of("Bearer first"))
          .containsEntry("X-scope-orgid", List.of("team-a"))
          .containsEntry("X-key", List.of("k-123"));
      Files.writeString(file, "second\n");
      caller.get("/");
      assertThat(heard.take()).containsEntry("Authorization", List.of("Bearer second"));
    }
  }

  @Test
  void userAndPasswordAreSentAsBasicAuthentication() throws Exception {
    environment.put("PASSWORD", "päss:word");
    try (var caller = caller(basic(url(), "scout", env("PASSWORD")))) {
      caller.get("/");
      // of "scout:päss:word" in UTF-8
      assertThat(heard.take())
          .containsEntry("Authorization", List.of("Basic c2NvdXQ6cMOkc3M6d29yZA=="));
    }
  }

  @Test
  void aSecretThatIsNotThereIsNamedByItsPlace() {
    try (var caller = caller(basic(url(), "scout", env("PASSWORD")))) {
      assertThat(failure(caller))
          .hasMessage("the environment variable PASSWORD for a secret is not set")
          .returns(Code.MISCONFIGURED, SourceFailed::code);
    }
  }

  @Test
  void aSecretThatWouldBeginAnotherHeaderIsNeitherSentNorShown() throws Exception {
    environment.put("TOKEN", "hush\r\nX-Admin: yes");
    for (var access :
        List.of(
            access(url(), Optional.of(env("TOKEN")), Map.of()),
            access(url(), Optional.empty(), Map.of("X-Key", env("TOKEN"))))) {
      try (var caller = caller(access)) {
        assertThat(failure(caller)).returns(Code.MISCONFIGURED, SourceFailed::code);
        assertThat(everything(failure(caller))).doesNotContain("hush").doesNotContain("X-Admin");
      }
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void eachRefusalHasItsCode() {
    var codes =
        Map.of(
            400, Code.NONSENSE,
            401, Code.UNAUTHENTICATED,
            403, Code.FORBIDDEN,
            404, Code.NOT_FOUND,
            422, Code.NONSENSE,
            429, Code.UNAVAILABLE,
            500, Code.UNAVAILABLE,
            503, Code.UNAVAILABLE);
    try (var caller = caller(WebAccess.at(url()))) {
      codes.forEach(
          (answered, code) -> {
            status = answered;
            answer = "no\u0007 \r\n way";
            assertThat(failure(caller))
                .as("status " + answered)
                .hasMessageStartingWith(url() + "/x answers " + answered + ": no way")
                .returns(code, SourceFailed::code);
          });
    }
  }

  @Test
  void aRedirectIsNotFollowedWithCredentials() throws Exception {
    environment.put("TOKEN", "hush");
    try (var caller = caller(access(url(), Optional.of(env("TOKEN")), Map.of()))) {
      for (int redirect : List.of(301, 302, 303, 307, 308)) {
        status = redirect;
        assertThat(failure(caller))
            .hasMessage(
                url() + "/x answers " + redirect + " with a redirect; set url to where it leads")
            .returns(Code.MISCONFIGURED, SourceFailed::code);
        assertThat(asked.take()).startsWith("GET /x");
        assertThat(asked).isEmpty();
      }
    }
  }

  @Test
  void whatTheServerSendsBackOfOurSecretsIsNotShown() {
    environment.put("TOKEN", "s3cr3t-token");
    environment.put("PASSWORD", "s3cr3t-password");
    status = 401;
    answer = "you sent Bearer s3cr3t-token and Basic c2NvdXQ6czNjcjN0LXBhc3N3b3Jk s3cr3t-password";
    for (var access :
        List.of(
            access(url(), Optional.of(env("TOKEN")), Map.of("X-Key", env("PASSWORD"))),
            basic(url(), "scout", env("PASSWORD")))) {
      try (var caller = caller(access)) {
        assertThat(everything(failure(caller))).contains("you sent").doesNotContain("password ");
        String said = failure(caller).getMessage();
        assertThat(said).doesNotContain("s3cr3t-password");
        assertThat(said.contains("s3cr3t-token")).isEqualTo(access.bearer().isEmpty());
      }
    }
  }

  @Test
  void aPlaceWhereNobodyListensIsUnreachable() throws Exception {
    try (var caller = caller(WebAccess.at(RawServer.nobody()))) {
      assertThat(failure(caller))
          .hasMessageContaining("refuses connections")
          .returns(Code.UNREACHABLE, SourceFailed::code);
    }
  }

  @Test
  void aNameThatNobodyKnowsIsUnreachable() {
    try (var caller = caller(WebAccess.at(URI.create("http://nobody.invalid:1")))) {
      assertThat(failure(caller)).returns(Code.UNREACHABLE, SourceFailed::code);
    }
  }

  @Test
  void aServerThatHangsIsLeftInTime() throws Exception {
    try (var hung = RawServer.hung();
        var caller = caller(WebAccess.at(hung.url()).within(SHORT))) {
      assertThat(failure(caller))
          .hasMessage(hung.url() + " did not answer within 0.3 s")
          .returns(Code.TIMEOUT, SourceFailed::code);
    }
  }

  @Test
  void aBodyThatDripsIsLeftInTime() throws Exception {
    try (var dripping =
            RawServer.saying(
                client -> {
                  client.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes());
                  while (true) {
                    client.write('x');
                    client.flush();
                    Thread.sleep(20);
                  }
                });
        var caller = caller(WebAccess.at(dripping.url()).within(SHORT))) {
      assertThat(failure(caller)).returns(Code.TIMEOUT, SourceFailed::code);
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsLeft() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (var large =
            RawServer.saying(
                client -> {
                  client.write(endless.getBytes());
                  while (true) {
                    client.write("1000\r\n%s\r\n".formatted("x".repeat(0x1000)).getBytes());
                  }
                });
        var caller = caller(access(large.url(), Optional.empty(), Map.of()))) {
      assertThat(failure(caller))
          .hasMessage(large.url() + " answers more than 1024 bytes")
          .returns(Code.TOO_LARGE, SourceFailed::code);
    }
    answer = "x".repeat(1025);
    try (var caller = caller(access(url(), Optional.empty(), Map.of()))) {
      assertThat(failure(caller)).returns(Code.TOO_LARGE, SourceFailed::code);
      answer = "x".repeat(1024);
      assertThat(caller.get("/").body()).hasSize(1024);
    }
  }

  @Test
  void whatIsNoHttpIsNonsenseOrABrokenConnection() throws Exception {
    for (String garbage :
        List.of(
            "SSH-2.0-OpenSSH_9.2\r\n",
            "HTTP/9.9 OK fine\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx",
            "\u0000\u0001\u0002\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + "X-Long: y\r\n".repeat(100_000) + "\r\n",
            "")) {
      try (var odd = RawServer.saying(garbage);
          var caller = caller(WebAccess.at(odd.url()).within(Duration.ofSeconds(2)))) {
        SourceFailed failed = failure(caller);
        assertThat(failed.code())
            .as(failed.getMessage())
            .isIn(Code.NONSENSE, Code.UNREACHABLE, Code.TIMEOUT);
        assertThat(failed.getMessage()).hasSizeLessThan(400).doesNotContain("\u0000");
      }
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNoAnswer() throws Exception {
    try (var broken =
            RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\":\"succ");
        var caller = caller(WebAccess.at(broken.url()))) {
      assertThat(failure(caller)).returns(Code.UNREACHABLE, SourceFailed::code);
    }
  }

  @Test
  void aQuestionCanBeInterrupted() throws Exception {
    try (var hung = RawServer.hung();
        var caller = caller(WebAccess.at(hung.url()).within(Duration.ofMinutes(1)))) {
      var ended = new CompletableFuture<Throwable>();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      caller.get("/");
                      ended.complete(new AssertionError("it answered"));
                    } catch (Throwable e) {
                      ended.complete(e);
                    }
                  });
      hung.awaitAsked();
      asking.interrupt();
      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aConfigurationThatCannotBeUsedIsRefused() {
    URI url = url();
    assertThatThrownBy(() -> WebAccess.at(URI.create("ftp://127.0.0.1/")))
        .hasMessage("url as http://host:port/path or https, without a query");
    assertThatThrownBy(() -> WebAccess.at(URI.create("http://127.0.0.1/?token=x")))
        .hasMessageContaining("without a query");
    assertThatThrownBy(() -> WebAccess.at(URI.create("http://127.0.0.1/#x")))
        .hasMessageContaining("without a query");
    assertThatThrownBy(() -> WebAccess.at(URI.create("http://me:hush@127.0.0.1/")))
        .hasMessageContaining("without user and password")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> header(url, "X Y", "z")).hasMessageContaining("names of headers");
    assertThatThrownBy(() -> header(url, "Host", "z")).hasMessageContaining("host");
    assertThatThrownBy(() -> header(url, "X-Y", "a\r\nb")).hasMessageContaining("printable");
    assertThatThrownBy(() -> header(url, "authorization", "z")).hasMessageContaining("bearer");
    assertThatThrownBy(() -> basic(url, "a:b", env("P"))).hasMessageContaining("colon");
  }

  private static WebAccess header(URI url, String name, String value) {
    WebAccess plain = WebAccess.at(url);
    return new WebAccess(
        url,
        plain.bearer(),
        plain.username(),
        plain.password(),
        Map.of(name, value),
        plain.secretHeaders(),
        plain.caFile(),
        plain.certificateFile(),
        plain.keyFile(),
        false,
        plain.connectTimeout(),
        plain.timeout(),
        plain.maxBytes());
  }

  /** The failure as a log would show it, with its causes. */
  private static String everything(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
