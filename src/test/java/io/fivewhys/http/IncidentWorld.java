package io.fivewhys.http;

import static io.fivewhys.http.TestService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.incident.InboundParts;
import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.IncidentPolicy;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.pipeline.FakeChannel;
import io.fivewhys.pipeline.NoticePolicy;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.Origin;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A service with incidents, of which one channel is told. */
public final class IncidentWorld {
  public static final String ALL = "/api/v1/incidents";

  public final FakeChannel chat = new FakeChannel("chat");
  public final Database database;
  public final TestService service;
  private Instant observedAt;

  public IncidentWorld(Database database) throws IOException, InterruptedException {
    this(database, InboundParts.of(NotificationSetup.none()));
  }

  /**
   * @param database closed with this
   */
  IncidentWorld(Database database, InboundParts inbound) throws IOException, InterruptedException {
    this.database = database;
    observedAt = database.clock().instant().minusSeconds(600);
    var notices =
        new NoticePolicy(
            List.of(chat),
            _ -> List.of("chat"),
            EscalationPlan.NOBODY,
            IncidentPolicy.defaults(),
            Optional.empty(),
            Duration.ofDays(1));
    service = TestService.over(new TestService.World(Optional.of(database), notices, inbound));
  }

  public void close() throws InterruptedException {
    service.close();
    database.close();
  }

  public String opened(String gateway) {
    observedAt = observedAt.plusSeconds(30);
    var snapshot = snapshot(gateway, observedAt);
    return opened(snapshot, at(SampleDiagnoses.badRelease(gateway), observedAt));
  }

  private static Snapshot snapshot(String gateway, Instant at) {
    return new Snapshot(gateway, "shop", at, Duration.ofMinutes(5), List.of());
  }

  /** Of a snapshot that somebody posted, which opens one at once. */
  public String opened(Snapshot snapshot, Diagnosis diagnosis) {
    service.pipeline.accept(
        snapshot,
        service.diagnoses.draft(snapshot, diagnosis, Origin.POSTED),
        true,
        true,
        (_, _) -> {});
    return service.pipeline.desk().list(IncidentFilter.all(), Optional.empty(), 1).getFirst().id();
  }

  private static Diagnosis at(Diagnosis it, Instant at) {
    return new Diagnosis(
        it.id(),
        it.gateway(),
        it.namespace(),
        at,
        it.verdict(),
        it.summary(),
        it.symptoms(),
        it.causes(),
        it.ruledOut(),
        it.blind(),
        it.needs(),
        it.escalation(),
        it.rulebook(),
        it.logs());
  }

  /** With the admin token; headers in pairs. */
  public HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        service
            .asAdmin(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return service.send(request.build());
  }

  public JsonNode read(String path) throws IOException, InterruptedException {
    var answer = service.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  public JsonNode incident(String id) throws IOException, InterruptedException {
    return read(ALL + "/" + id);
  }

  public JsonNode commanded(String id, String command, String body)
      throws IOException, InterruptedException {
    var answer = post(ALL + "/" + id + "/" + command, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }
}
