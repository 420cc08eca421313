package io.fivewhys.http;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.access.Anonymous;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page and the files of the console, as a browser asks for them. */
@Timeout(60)
class ConsoleRoutesTest {
  private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"");

  private TestService service;

  @BeforeEach
  void start() throws Exception {
    // The files say nothing about anybody, so they are there where all else needs a token too.
    service = TestService.openTo(Anonymous.HEALTH);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpResponse<String> page(String path) throws Exception {
    return service.send(service.to(path).header("Accept", "text/html,*/*;q=0.8").build());
  }

  private static List<String> assets(String html) {
    var found = new ArrayList<String>();
    Matcher matcher = ASSET.matcher(html);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aBrowserGetsThePageAtTheRootAndAScriptTheList() throws Exception {
    HttpResponse<String> page = page("/");
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).contains("<base href=\"./\">").doesNotContain("{");
    assertThat(header(page, "Vary")).isEqualTo("Accept");
    HttpResponse<String> list = service.send(service.asAdmin("/").build());
    assertThat(json(list).path("name").asText()).isEqualTo("Fivewhys");
  }

  @Test
  void everyAddressLeadsBackToTheRootWithoutKnowingIt() throws Exception {
    assertThat(page("/incidents").body()).contains("<base href=\"./\">");
    assertThat(page("/incidents/").body()).contains("<base href=\"../\">");
    assertThat(page("/incidents/42").body()).contains("<base href=\"../\">");
    assertThat(page("/rules/files/a/b.drl").body()).contains("<base href=\"../../../\">");
  }

  @Test
  void everythingThatThePageNamesIsThereAndMayBeKeptForEver() throws Exception {
    List<String> assets = assets(page("/").body());
    assertThat(assets).hasSizeGreaterThan(10);
    for (String asset : assets) {
      HttpResponse<String> file = service.get("/" + asset);
      assertThat(file.statusCode()).as(asset).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).as(asset).contains("immutable");
      assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void filesComeCompressedToWhomThatSuits() throws Exception {
    String asset =
        "/"
            + assets(page("/").body()).stream()
                .filter(it -> it.endsWith(".css"))
                .findFirst()
                .orElseThrow();
    HttpResponse<byte[]> small =
        service.client.send(
            service.to(asset).header("Accept-Encoding", "gzip, br").build(),
            BodyHandlers.ofByteArray());
    assertThat(header(small, "Content-Encoding")).isEqualTo("gzip");
    String unpacked =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(unpacked).isEqualTo(service.get(asset).body());
  }

  @Test
  void aPageOfAnOlderBuildGetsWhatThereIsAndKeepsItNot() throws Exception {
    HttpResponse<String> file = service.get("/assets/0123456789abcdef/main.js");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(header(file, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void nothingButTheFilesCanBeHadThere() throws Exception {
    for (String path :
        List.of(
            "/assets/x/%2e%2e/index.html",
            "/assets/main.js", "/assets/", "/assets/x/vendor/", "/assets/x/nothing.js")) {
      assertThat(service.send(service.to(path).build()).statusCode()).as(path).isIn(400, 404);
    }
    assertProblem(
        service.send(service.to("/incidents").POST(BodyPublishers.noBody()).build()),
        404,
        "not-found");
  }

  @Test
  void thePolicyAllowsNothingFromElsewhereAndEachPageHasANonceOfItsOwn() throws Exception {
    String policy = header(page("/"), "Content-Security-Policy");
    assertThat(policy)
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(header(page("/"), "Content-Security-Policy")).isNotEqualTo(policy);
    assertThat(header(page("/"), "X-Frame-Options")).isEqualTo("DENY");
  }
}
