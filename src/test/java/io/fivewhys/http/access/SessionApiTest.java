package io.fivewhys.http.access;

import static io.fivewhys.http.TestService.TOKEN;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.access.Anonymous;
import io.fivewhys.http.ActionsWorld;
import io.fivewhys.http.TestService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Browsers, and what they may do with a cookie. */
@Timeout(60)
class SessionApiTest {
  private static final String SESSION = "/api/v1/session";
  private static final String STOP = "/api/v1/mitigation/stop";

  private TestService service;

  @BeforeEach
  void start() throws Exception {
    service = TestService.openTo(Anonymous.READING);
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private HttpResponse<String> signIn(String token, String... headers) throws Exception {
    var request = service.to(SESSION).header("Authorization", "Bearer " + token);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return service.send(request.POST(BodyPublishers.noBody()).build());
  }

  private static String setCookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private String cookie(String token) throws Exception {
    return setCookie(signIn(token)).split(";")[0];
  }

  private HttpRequest.Builder stopping(String cookie) {
    return service
        .to(STOP)
        .header("Cookie", cookie)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"reason\": \"for the test\"}"));
  }

  @Test
  void whoeverShowsATokenGetsACookieThatNoScriptAndNoOtherSiteMayUse() throws Exception {
    HttpResponse<String> response = signIn(ActionsWorld.ANN);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(setCookie(response))
        .startsWith("fivewhys-session=")
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Strict", "Max-Age=43200")
        .doesNotContain("Path=", "Domain=", "Secure", ActionsWorld.ANN);
    assertThat(json(response).path("actor").asText()).isEqualTo("person:ann");
    assertThat(json(response).path("signedIn").asBoolean()).isTrue();
  }

  @Test
  void behindTlsTheCookieNeverLeavesIt() throws Exception {
    String host = "https://127.0.0.1:" + service.address.getPort();

    assertThat(setCookie(signIn(TOKEN, "Origin", host))).contains("Secure");
  }

  @Test
  void aWrongTokenAndThatOfTheIntakeGetNone() throws Exception {
    assertProblem(signIn("fw_of-nobody-at-all-012345678"), 401, "wrong-token");
    assertProblem(signIn(TestService.INTAKE_TOKEN), 403, "token-too-weak");
    assertProblem(
        service.send(service.to(SESSION).POST(BodyPublishers.noBody()).build()), 401, "no-token");
  }

  @Test
  void aPageOfOursMayChangeThingsAndThePersonStandsInTheAuditLog() throws Exception {
    HttpResponse<String> answer =
        service.send(
            stopping(cookie(ActionsWorld.ANN)).header("Sec-Fetch-Site", "same-origin").build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(service.audit.newest(10))
        .anyMatch(it -> it.path("actor").asText().equals("person:ann"));
  }

  @Test
  void anOlderBrowserShowsByItsOriginThatThePageIsOurs() throws Exception {
    String origin = "http://127.0.0.1:" + service.address.getPort();
    String cookie = cookie(TOKEN);

    assertThat(service.send(stopping(cookie).header("Origin", origin).build()).statusCode())
        .isEqualTo(200);
    assertProblem(
        service.send(stopping(cookie).header("Origin", "http://evil.example").build()),
        403,
        "cross-site");
  }

  @Test
  void withoutAnySignOfThePageNothingIsChanged() throws Exception {
    String cookie = cookie(TOKEN);

    assertProblem(service.send(stopping(cookie).build()), 403, "cross-site");
    for (String site : new String[] {"cross-site", "same-site", "none"}) {
      assertProblem(
          service.send(stopping(cookie).header("Sec-Fetch-Site", site).build()), 403, "cross-site");
    }
    assertThat(json(service.get("/api/v1/mitigation/switch")).path("stopped").asBoolean())
        .isFalse();
  }

  @Test
  void aProxyThatChangesTheHostDoesNotMatterWhereTheBrowserSaysWhosePageItIs() throws Exception {
    var request =
        stopping(cookie(TOKEN))
            .header("Sec-Fetch-Site", "same-origin")
            .header("Origin", "https://ops.example.com");

    assertThat(service.send(request.build()).statusCode()).isEqualTo(200);
  }

  @Test
  void whereReadingNeedsATokenTheCookieIsEnough() throws Exception {
    service.close();
    service = TestService.openTo(Anonymous.HEALTH);
    String gateways = "/api/v1/gateways";

    assertProblem(service.get(gateways), 401, "no-token");
    var request = service.to(gateways).header("Cookie", cookie(ActionsWorld.ANN));
    assertThat(service.send(request.build()).statusCode()).isEqualTo(200);
    assertThat(json(service.get(SESSION)).path("reading").asBoolean()).isFalse();
  }

  @Test
  void aCookieIsWorthNoNewOneSoThatACopyEndsWhenItEnds() throws Exception {
    var request =
        service
            .to(SESSION)
            .header("Cookie", cookie(ActionsWorld.ANN))
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.noBody());

    HttpResponse<String> answer = service.send(request.build());
    assertProblem(answer, 401, "no-token");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aForgedCookieIsNone() throws Exception {
    String cookie = cookie(ActionsWorld.ANN);
    String forged = cookie.substring(0, cookie.length() - 4) + "AAAA";
    var request = service.to(SESSION).header("Cookie", forged);

    assertThat(json(service.send(request.build())).path("signedIn").asBoolean()).isFalse();
    assertProblem(
        service.send(stopping(forged).header("Sec-Fetch-Site", "same-origin").build()),
        401,
        "no-token");
  }

  @Test
  void whoSignsOutHasTheCookieTakenAway() throws Exception {
    HttpResponse<String> answer = service.send(service.to(SESSION).DELETE().build());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(setCookie(answer)).startsWith("fivewhys-session=;").contains("Max-Age=0");
  }

  @Test
  void aTokenThatIsSentCountsAndNotTheCookieBesideIt() throws Exception {
    var request =
        stopping(cookie(ActionsWorld.ANN))
            .header("Sec-Fetch-Site", "same-origin")
            .header("Authorization", "Bearer fw_of-nobody-at-all-012345678");

    assertProblem(service.send(request.build()), 401, "wrong-token");
    assertThat(Optional.of(service.audit.newest(1).getFirst().path("kind").asText()))
        .contains("denied");
  }
}
