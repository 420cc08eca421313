package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.incident.InboundParts;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Risk;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.store.Interventions;
import io.fivewhys.store.SortableIds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service with incidents about which something is to be done, and nobody who does it. */
public final class ActionsWorld {
  public static final String ALL = "/api/v1/actions";
  public static final String ANN = "fw_only-for-tests-of-ann";
  public static final String BOB = "fw_only-for-tests-of-bob";

  public final IncidentWorld incidents;
  private final Interventions interventions = new Interventions();
  private final SortableIds ids;

  public ActionsWorld(Database database) throws IOException, InterruptedException {
    this(database, InboundParts.of(NotificationSetup.none()));
  }

  public ActionsWorld(Database database, InboundParts inbound)
      throws IOException, InterruptedException {
    incidents = new IncidentWorld(database, inbound);
    ids = new SortableIds(database.clock());
  }

  public void close() throws InterruptedException {
    incidents.close();
  }

  private Intervention apply(Move move) {
    incidents.database.change(handle -> interventions.apply(handle, move));
    return move.after();
  }

  public Intervention planned(String gateway, String by) {
    String incident = incidents.opened(gateway);
    return apply(
        SampleInterventions.planned(
            ids.next(), incident, gateway, by, incidents.database.clock().instant()));
  }

  /** An incident whose diagnosis recommends what somebody could do. */
  public String recommending(String gateway) {
    Diagnosis it = SampleDiagnoses.badRelease(gateway);
    Diagnosis.Cause cause = it.causes().getFirst();
    var undo =
        new Diagnosis.Mitigation(
            Action.UNDO_ROLLOUT,
            Optional.of(cause.subject()),
            Map.of("toRevision", 41),
            "Roll back",
            SampleInterventions.COMMAND,
            Risk.LOW,
            "Revision 41 served.");
    var led =
        new Diagnosis.Cause(
            cause.category(),
            cause.mechanism(),
            cause.subject(),
            cause.confidence(),
            cause.summary(),
            cause.why(),
            cause.evidence(),
            List.of(undo),
            cause.fixes(),
            cause.runbooks(),
            cause.prior(),
            cause.competition(),
            cause.score(),
            cause.explains());
    Instant at = incidents.database.clock().instant();
    var diagnosis = SampleDiagnoses.diagnosis(gateway, "shop", it.verdict(), at, List.of(led));
    return incidents.opened(
        new Snapshot(gateway, "shop", at, Duration.ofMinutes(5), List.of()), diagnosis);
  }

  public Intervention waiting(String gateway, String by, boolean twoPeople) {
    return judged(planned(gateway, by), SampleInterventions.plan(), twoPeople, List.of());
  }

  public Intervention refused(String gateway) {
    return judged(
        planned(gateway, "fivewhys"),
        SampleInterventions.plan(),
        false,
        List.of(SampleInterventions.LAST_READY));
  }

  private Intervention judged(
      Intervention planned, Plan plan, boolean twoPeople, List<Refusal> refusals) {
    return apply(
        SampleInterventions.judged(
            planned, plan, twoPeople, refusals, incidents.database.clock().instant()));
  }

  /** It is done, as if somebody had acted. */
  public void done(String id) {
    SampleInterventions.done(stored(id), incidents.database.clock().instant()).forEach(this::apply);
  }

  /** It may have been done. */
  public void lost(String id) {
    SampleInterventions.lost(stored(id), incidents.database.clock().instant()).forEach(this::apply);
  }

  public Intervention stored(String id) {
    return incidents.database.read(handle -> interventions.get(handle, id)).orElseThrow();
  }

  public static String hash(Intervention it) {
    return it.plan().orElseThrow().hash();
  }

  public JsonNode action(String id) throws IOException, InterruptedException {
    return incidents.read(ALL + "/" + id);
  }

  /** With the admin token. */
  public JsonNode commanded(String id, String command, String body)
      throws IOException, InterruptedException {
    var answer = incidents.post(ALL + "/" + id + "/" + command, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestService.json(answer);
  }

  /** With a token of somebody's own. */
  public JsonNode commandedBy(String token, String id, String command, String body)
      throws IOException, InterruptedException {
    var service = incidents.service;
    var answer =
        service.send(
            service
                .to(ALL + "/" + id + "/" + command)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestService.json(answer);
  }
}
