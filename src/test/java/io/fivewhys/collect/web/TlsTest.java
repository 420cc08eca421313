package io.fivewhys.collect.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  @TempDir static Path directory;

  private static Certificates certificates;

  private final List<HttpsServer> servers = new ArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = Certificates.in(directory);
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private URI serve(String certificate, boolean wantsClients) throws Exception {
    var server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    var tls = certificates.served(certificate);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = tls.getDefaultSSLParameters();
            wanted.setNeedClientAuth(wantsClients);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private static WebAccess access(
      URI url, Optional<Path> ca, Optional<Path> certificate, Optional<Path> key, boolean blindly) {
    WebAccess plain = WebAccess.at(url);
    return new WebAccess(
        url,
        plain.bearer(),
        plain.username(),
        plain.password(),
        plain.headers(),
        plain.secretHeaders(),
        ca,
        certificate,
        key,
        blindly,
        plain.connectTimeout(),
        plain.timeout(),
        plain.maxBytes());
  }

  private static WebCaller caller(WebAccess access) {
    return new WebCaller(
        access, new SourceContext(Clock.systemUTC(), Map.of(), directory, directory));
  }

  private static SourceFailed failure(WebAccess access) {
    try (var caller = caller(access)) {
      var failed = catchThrowableOfType(SourceFailed.class, () -> caller.get("/"));
      assertThat(failed).as("failure").isNotNull();
      return failed;
    }
  }

  private static Optional<Path> authority() throws Exception {
    return Optional.of(certificates.chain("authority").getFileName());
  }

  @Test
  void aCertificateOfTheNamedAuthorityIsTrusted() throws Exception {
    var access =
        access(serve("server", false), authority(), Optional.empty(), Optional.empty(), false);
    try (var caller = caller(access)) {
      assertThat(caller.get("/").status()).isEqualTo(204);
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNot() throws Exception {
    URI alone = serve("alone", false);
    assertThat(failure(WebAccess.at(alone)))
        .hasMessageStartingWith("no TLS connection to " + alone)
        .returns(Code.UNTRUSTED, SourceFailed::code);
    assertThat(failure(access(alone, authority(), Optional.empty(), Optional.empty(), false)))
        .returns(Code.UNTRUSTED, SourceFailed::code);
    assertThat(failure(WebAccess.at(serve("server", false))))
        .returns(Code.UNTRUSTED, SourceFailed::code);
  }

  @Test
  void aCertificateForAnotherNameIsNot() throws Exception {
    URI elsewhere = serve("elsewhere", false);
    assertThat(failure(access(elsewhere, authority(), Optional.empty(), Optional.empty(), false)))
        .hasMessageContaining("127.0.0.1")
        .returns(Code.UNTRUSTED, SourceFailed::code);
  }

  @Test
  void anybodyIsTrustedWhereTheConfigurationSaysSo() throws Exception {
    for (String certificate : List.of("alone", "elsewhere")) {
      var access =
          access(
              serve(certificate, false),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              true);
      try (var caller = caller(access)) {
        assertThat(caller.get("/").status()).isEqualTo(204);
      }
    }
    assertThatThrownBy(
            () ->
                access(
                    URI.create("https://127.0.0.1"),
                    authority(),
                    Optional.empty(),
                    Optional.empty(),
                    true))
        .hasMessage("either ca-file or insecure-skip-verify");
  }

  @Test
  void ourOwnCertificateIsShownWhereItIsAskedFor() throws Exception {
    URI strict = serve("server", true);
    Optional<Path> own = Optional.of(certificates.chain("client"));
    try (var caller =
        caller(access(strict, authority(), own, Optional.of(certificates.key("client")), false))) {
      assertThat(caller.get("/").status()).isEqualTo(204);
    }
    assertThat(failure(access(strict, authority(), Optional.empty(), Optional.empty(), false)))
        .matches(failed -> failed.code() == Code.UNTRUSTED || failed.code() == Code.UNREACHABLE);
    assertThat(
            failure(
                access(
                    strict,
                    authority(),
                    Optional.of(certificates.chain("alone")),
                    Optional.of(certificates.key("alone")),
                    false)))
        .matches(failed -> failed.code() == Code.UNTRUSTED || failed.code() == Code.UNREACHABLE);
  }

  @Test
  void anAuthorityThatIsExchangedOnDiskIsReadAnew() throws Exception {
    URI server = serve("server", false);
    Path ca = directory.resolve("rotated.pem");
    Files.copy(certificates.chain("alone"), ca, StandardCopyOption.REPLACE_EXISTING);
    try (var caller =
        caller(access(server, Optional.of(ca), Optional.empty(), Optional.empty(), false))) {
      assertThat(catchThrowableOfType(SourceFailed.class, () -> caller.get("/")))
          .returns(Code.UNTRUSTED, SourceFailed::code);
      Files.copy(certificates.chain("authority"), ca, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(ca, Files.readString(ca) + "\n");
      assertThat(caller.get("/").status()).isEqualTo(204);
    }
  }

  @Test
  void filesThatCannotBeUsedAreNamedAndNotShown() throws Exception {
    URI server = serve("server", false);
    Path odd = Files.writeString(directory.resolve("odd.pem"), "hush, this is no certificate");
    Path missing = directory.resolve("missing.pem");
    Optional<Path> own = Optional.of(certificates.chain("client"));
    Path pkcs1 =
        Files.writeString(directory.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nhush\n");
    Path notBase64 =
        Files.writeString(
            directory.resolve("odd.key"),
            "-----BEGIN PRIVATE KEY-----\n!hush!\n-----END PRIVATE KEY-----\n");
    for (WebAccess access :
        List.of(
            access(server, Optional.of(odd), Optional.empty(), Optional.empty(), false),
            access(server, Optional.of(missing), Optional.empty(), Optional.empty(), false),
            access(server, authority(), own, Optional.of(missing), false),
            access(server, authority(), own, Optional.of(notBase64), false),
            access(server, authority(), own, Optional.of(pkcs1), false))) {
      assertThat(failure(access))
          .hasMessageStartingWith("the certificates cannot be used")
          .hasMessageNotContaining("hush")
          .returns(Code.MISCONFIGURED, SourceFailed::code);
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsNotTrusted() throws Exception {
    try (var plain = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      URI url = URI.create(plain.url().toString().replace("http:", "https:"));
      assertThat(failure(WebAccess.at(url)).code()).isIn(Code.UNTRUSTED, Code.UNREACHABLE);
    }
  }
}
