package io.fivewhys.http.access;

import static io.fivewhys.http.TestService.TOKEN;
import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.Anonymous;
import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditFilter;
import io.fivewhys.access.AuditLog;
import io.fivewhys.access.AuditPage;
import io.fivewhys.access.Sessions;
import io.fivewhys.http.ActionsWorld;
import io.fivewhys.http.TestService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
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
  void whoSignsInStandsInTheAuditLog() throws Exception {
    HttpResponse<String> response = signIn(ActionsWorld.ANN);

    var entries = service.audit.newest(10);
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().path("operation").asText()).isEqualTo("createSession");
    assertThat(entries.getFirst().path("outcome").asText()).isEqualTo("signed-in");
    assertThat(entries.getFirst().path("actor").asText()).isEqualTo("person:ann");
    assertThat(entries.getFirst().path("detail").asText())
        .isEqualTo("until " + json(response).path("expiresAt").asText());
    assertThat(response.headers().firstValue("X-Request-Id"))
        .contains(entries.getFirst().path("requestId").asText());
    assertThat(entries.toString())
        .doesNotContain(ActionsWorld.ANN, setCookie(response).split("[=;]")[1]);
  }

  @Test
  void signingInTakesNoParameters() throws Exception {
    var refused =
        service.send(
            service.asAdmin(SESSION + "?until=noon").POST(BodyPublishers.noBody()).build());

    assertProblem(refused, 400, "bad-parameter");
    assertThat(json(refused).at("/problems/0/allowed").asText()).isEqualTo("none");
    assertThat(service.audit.newest(10)).isEmpty();
  }

  @Test
  void atNightOneSignsInAlsoWhereThatCannotBeWrittenDown() throws Exception {
    service.audit.broken(true);

    assertThat(signIn(ActionsWorld.ANN).statusCode()).isEqualTo(201);
  }

  @Test
  void whereTheAuditLogHangsOneIsSignedInAndWrittenDownLater() throws Exception {
    var goesOn = new CountDownLatch(1);
    var written = new LinkedBlockingQueue<AuditEntry>();
    service.audit.keptIn(
        new AuditLog() {
          @Override
          public void append(AuditEntry entry) {
            try {
              goesOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            written.add(entry);
          }

          @Override
          public AuditPage find(AuditFilter filter, OptionalLong before, int limit) {
            return new AuditPage(List.of(), OptionalLong.empty(), Optional.empty());
          }
        });

    assertThat(signIn(ActionsWorld.ANN).statusCode()).isEqualTo(201);
    assertThat(written).isEmpty();
    goesOn.countDown();
    assertThat(written.take().operation()).isEqualTo("createSession");
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
        .filteredOn(it -> it.path("operation").asText().equals("stopMitigation"))
        .isNotEmpty()
        .allMatch(it -> it.path("actor").asText().equals("person:ann"));
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
  void aForgedCookieLetsNobodyInAndIsCountedAndWrittenDown() throws Exception {
    String cookie = cookie(ActionsWorld.ANN);
    String forged = cookie.substring(0, cookie.length() - 4) + "AAAA";

    assertProblem(service.send(byPage(stopping(forged))), 401, "forged-session");
    assertThat(denied().path("outcome").asText()).isEqualTo("forged_session");
    assertThat(denied().path("actor").asText()).isEqualTo("anonymous");
    assertThat(denied().path("operation").asText()).isEqualTo("stopMitigation");
    assertThat(counted("forged_session")).isEqualTo(1);
  }

  @Test
  void whereNobodyHasToBeSignedInAForgedCookieIsNoneAndIsToldOfAllTheSame() throws Exception {
    var answer =
        service.send(service.to(SESSION).header("Cookie", "fivewhys-session=1.a.b.c").build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("signedIn").asBoolean()).isFalse();
    assertThat(setCookie(answer)).startsWith("fivewhys-session=;").contains("Max-Age=0");
    assertThat(counted("forged_session")).isEqualTo(1);
    while (service.audit.newest(1).isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(denied().path("outcome").asText()).isEqualTo("forged_session");
    assertThat(denied().path("operation").asText()).isEqualTo("readSession");
  }

  @Test
  void forgedCookiesCannotFillTheAuditLog() throws Exception {
    for (int i = 0; i < 30; i++) {
      service.send(byPage(stopping("fivewhys-session=2.a.b.c.d." + i)));
    }

    assertThat(counted("forged_session")).isEqualTo(30);
    assertThat(service.audit.newest(100)).hasSize(10);
  }

  @Test
  void aCookieWhoseTimeIsOverIsNoAttackAndSaysThatOneSignsInAgain() throws Exception {
    String cookie = cookie(ActionsWorld.ANN);
    service.clock.pass(Sessions.USUAL_LIFETIME);

    assertProblem(service.send(byPage(stopping(cookie))), 401, "session-expired");
    var session = service.send(service.to(SESSION).header("Cookie", cookie).build());
    assertThat(json(session).path("signedIn").asBoolean()).isFalse();
    assertThat(setCookie(session)).contains("Max-Age=0");
    assertThat(service.audit.newest(10))
        .extracting(it -> it.path("operation").asText())
        .containsExactly("createSession");
  }

  @Test
  void whileTheStoreIsGoneACookieReadsWhatEverybodyMayAndChangesNothing() throws Exception {
    String cookie = cookie(ActionsWorld.ANN);
    service.storeIsUp = false;

    var refused = service.send(byPage(stopping(cookie)));
    assertProblem(refused, 503, "session-unchecked");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertProblem(service.send(stopping(cookie).build()), 403, "cross-site");
    var reading = service.to("/api/v1/gateways").header("Cookie", cookie);
    assertThat(service.send(reading.build()).statusCode()).isEqualTo(200);
    var session = service.send(service.to(SESSION).header("Cookie", cookie).build());
    assertThat(json(session).path("signedIn").asBoolean()).isFalse();
    assertThat(json(session).path("unchecked").asBoolean()).isTrue();
    assertThat(session.headers().firstValue("Set-Cookie")).isEmpty();
    service.storeIsUp = true;
    session = service.send(service.to(SESSION).header("Cookie", cookie).build());
    assertThat(json(session).path("signedIn").asBoolean()).isTrue();
    assertThat(json(session).path("unchecked").asBoolean()).isFalse();
  }

  @Test
  void whereReadingNeedsATokenACookieThatCannotBeCheckedReadsNothing() throws Exception {
    service.close();
    service = TestService.openTo(Anonymous.HEALTH);
    String cookie = cookie(ActionsWorld.ANN);
    service.storeIsUp = false;

    var reading = service.to("/api/v1/gateways").header("Cookie", cookie);
    assertProblem(service.send(reading.build()), 503, "session-unchecked");
    var byToken = service.send(service.asAdmin("/api/v1/gateways").build());
    assertThat(byToken.statusCode()).isEqualTo(200);
  }

  @Test
  void aSignOutThatCannotBeWrittenDownTakesTheCookieAwayAndSaysThatACopyIsStillGood()
      throws Exception {
    String cookie = cookie(ActionsWorld.ANN);
    service.audit.broken(true);

    var answer = signOut(cookie, "");

    assertProblem(answer, 503, "not-ended");
    assertThat(setCookie(answer)).contains("Max-Age=0");
    service.audit.broken(false);
    assertThat(service.send(byPage(stopping(cookie))).statusCode()).isEqualTo(200);
  }

  @Test
  void noOtherSiteSignsAnybodyOut() throws Exception {
    String cookie = cookie(ActionsWorld.ANN);

    var forged = service.to(SESSION).header("Cookie", cookie).DELETE();
    assertProblem(service.send(forged.build()), 403, "cross-site");
    assertThat(service.send(byPage(stopping(cookie))).statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsNotSignedInCannotSignAnybodyOutEverywhere() throws Exception {
    var request = service.to(SESSION + "?everywhere=true").DELETE();

    assertProblem(service.send(request.build()), 401, "no-session");
    assertProblem(
        service.send(service.to(SESSION + "?every=1").DELETE().build()), 400, "bad-parameter");
  }

  private static HttpRequest byPage(HttpRequest.Builder request) {
    return request.header("Sec-Fetch-Site", "same-origin").build();
  }

  private HttpResponse<String> signOut(String cookie, String query) throws Exception {
    return service.send(byPage(service.to(SESSION + query).header("Cookie", cookie).DELETE()));
  }

  /** The newest entry of the audit log. */
  private JsonNode denied() throws Exception {
    JsonNode entry = service.audit.newest(1).getFirst();
    assertThat(entry.path("kind").asText()).isEqualTo("denied");
    return entry;
  }

  private int counted(String reason) throws Exception {
    String name = "fivewhys_access_denied_total{reason=\"" + reason + "\"} ";
    return service
        .get("/metrics")
        .body()
        .lines()
        .filter(it -> it.startsWith(name))
        .mapToInt(it -> (int) Double.parseDouble(it.substring(name.length())))
        .sum();
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
