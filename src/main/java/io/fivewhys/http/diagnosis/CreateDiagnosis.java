package io.fivewhys.http.diagnosis;

import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisTicket;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.IntakeTrail;
import io.fivewhys.http.call.Actor;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.serve.PostedSnapshot;
import io.fivewhys.http.serve.Readiness;
import io.fivewhys.http.serve.WaitingClient;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Diagnoses a posted snapshot. */
final class CreateDiagnosis implements Handler<RoutingContext> {
  private final DiagnosisParts parts;
  private final Readiness readiness;
  private final PostedSnapshot posted;
  private final ServiceMetrics metrics;
  private final IntakeTrail trail;

  CreateDiagnosis(
      DiagnosisParts parts,
      Readiness readiness,
      PostedSnapshot posted,
      AccessParts access,
      ServiceMetrics metrics) {
    this.parts = parts;
    this.readiness = readiness;
    this.posted = posted;
    this.metrics = metrics;
    trail = new IntakeTrail(access);
  }

  @Override
  public void handle(RoutingContext routing) {
    readiness.mustBeReady();
    if (parts.desk().isFull()) {
      // Before the body: a refusal should cost neither side 32 MB.
      metrics.refused(DeskRefused.Reason.FULL);
      throw PostedSnapshot.refusal(new DeskRefused(DeskRefused.Reason.FULL));
    }
    posted.take(routing, this::diagnose);
  }

  private Reply diagnose(Snapshot snapshot, Call call, WaitingClient client)
      throws InterruptedException {
    DiagnosisTicket ticket = parts.desk().submit(snapshot);
    client.waitsFor(ticket);
    // Anybody may ask; whoever shows no token changes nothing for others.
    boolean mayOpen = call.actor() != Actor.ANONYMOUS;
    DiagnosisHistory.Kept kept =
        parts
            .history()
            .keep(
                snapshot,
                ticket.await(),
                mayOpen,
                (handle, it) -> call.answeredIn(handle, reply(call, it, true)));
    if (mayOpen) {
      String verdict = kept.diagnosis().verdict().toString();
      trail.happened(call, "createDiagnosis", verdict, "gateway " + snapshot.gateway());
    }
    client.afterwards(() -> parts.shadow().observe(snapshot, kept.diagnosis()));
    return reply(call, kept.diagnosis(), kept.isKept());
  }

  private static Reply reply(Call call, Diagnosis diagnosis, boolean isKept) {
    Reply reply = Reply.ok(call.accepted(), diagnosis);
    return DiagnosisEndpoints.withPlace(reply, diagnosis.id(), isKept);
  }
}
