package io.fivewhys.http.access;

import static io.fivewhys.http.TestService.assertProblem;
import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.http.ActionsWorld;
import io.fivewhys.http.TestService;
import io.fivewhys.http.incident.InboundParts;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.pipeline.NoticePolicy;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A cookie that somebody copied before its owner signed out, at two replicas on one database. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class SignOutTest {
  private static final String SESSION = "/api/v1/session";

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private Database database;
  private TestService here;
  private TestService elsewhere;

  @BeforeEach
  void start() throws Exception {
    database = kind.open(directory, Clock.systemUTC());
    here = replica();
    elsewhere = replica();
  }

  private TestService replica() throws Exception {
    return TestService.over(
        new TestService.World(
            Optional.of(database),
            NoticePolicy.silent(),
            InboundParts.of(NotificationSetup.none())));
  }

  @AfterEach
  void stop() throws Exception {
    here.close();
    elsewhere.close();
    database.close();
  }

  private static String signIn(TestService service, String token) throws Exception {
    var request = service.to(SESSION).header("Authorization", "Bearer " + token);
    return service
        .send(request.POST(BodyPublishers.noBody()).build())
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";")[0];
  }

  private static HttpResponse<String> signOut(TestService service, String cookie, String query)
      throws Exception {
    return service.send(byPage(service.to(SESSION + query), cookie).DELETE().build());
  }

  private static HttpRequest.Builder byPage(HttpRequest.Builder request, String cookie) {
    return request.header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin");
  }

  private static HttpResponse<String> stopping(TestService service, String cookie)
      throws Exception {
    return service.send(
        byPage(service.to("/api/v1/mitigation/stop"), cookie)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"reason\": \"for the test\"}"))
            .build());
  }

  private static boolean isSignedIn(TestService service, String cookie) throws Exception {
    var answer = service.send(service.to(SESSION).header("Cookie", cookie).build());
    return json(answer).path("signedIn").asBoolean();
  }

  private static void awaitOut(TestService service, String cookie) throws Exception {
    while (isSignedIn(service, cookie)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCopyIsRefusedHereAtOnceAndSoonElsewhereAndIsWrittenDown() throws Exception {
    String cookie = signIn(here, ActionsWorld.ANN);
    String other = signIn(here, ActionsWorld.ANN);
    assertThat(isSignedIn(elsewhere, cookie)).isTrue();

    HttpResponse<String> out = signOut(here, cookie, "");

    assertThat(out.statusCode()).as(out.body()).isEqualTo(204);
    assertProblem(stopping(here, cookie), 401, "session-ended");
    JsonNode denied = here.audit.newest(1).getFirst();
    assertThat(denied.path("kind").asText()).isEqualTo("denied");
    assertThat(denied.path("outcome").asText()).isEqualTo("session_ended");
    assertThat(denied.path("actor").asText()).isEqualTo("person:ann");
    assertThat(here.get("/metrics").body())
        .contains("fivewhys_access_denied_total{reason=\"session_ended\"} 1");
    awaitOut(elsewhere, cookie);
    assertProblem(stopping(elsewhere, cookie), 401, "session-ended");
    assertThat(isSignedIn(here, other)).isTrue();
    assertThat(isSignedIn(elsewhere, other)).isTrue();
  }

  @Test
  void signingOutStandsInTheAuditLog() throws Exception {
    String cookie = signIn(here, ActionsWorld.ANN);

    HttpResponse<String> out = signOut(here, cookie, "");

    String id = out.headers().firstValue("X-Request-Id").orElseThrow();
    List<JsonNode> entries = here.audit.newest(2);
    assertThat(entries)
        .hasSize(2)
        .allMatch(it -> it.path("operation").asText().equals("deleteSession"))
        .allMatch(it -> it.path("actor").asText().equals("person:ann"))
        .allMatch(it -> it.path("requestId").asText().equals(id));
    assertThat(entries.getFirst().path("outcome").asText()).isEqualTo("ended");
    assertThat(entries.toString()).doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
  }

  @Test
  void signingOutEverywhereEndsAllThatAPersonHadAndOnlyHis() throws Exception {
    String laptop = signIn(here, ActionsWorld.ANN);
    String phone = signIn(elsewhere, ActionsWorld.ANN);
    String bob = signIn(elsewhere, ActionsWorld.BOB);

    assertThat(signOut(here, laptop, "?everywhere=true").statusCode()).isEqualTo(204);

    assertThat(isSignedIn(here, phone)).isFalse();
    awaitOut(elsewhere, phone);
    awaitOut(elsewhere, laptop);
    assertProblem(stopping(elsewhere, phone), 401, "session-ended");
    assertThat(isSignedIn(elsewhere, bob)).isTrue();
    here.clock.pass(Duration.ofMinutes(5));
    assertThat(isSignedIn(here, signIn(here, ActionsWorld.ANN))).isTrue();
  }

  @Test
  void aRestartedReplicaKnowsThemFromTheStart() throws Exception {
    String cookie = signIn(here, ActionsWorld.ANN);
    signOut(here, cookie, "");
    elsewhere.close();
    elsewhere = replica();

    assertProblem(stopping(elsewhere, cookie), 401, "session-ended");
  }
}
