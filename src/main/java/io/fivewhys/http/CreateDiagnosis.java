package io.fivewhys.http;

import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisTicket;
import io.fivewhys.fact.Snapshot;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Diagnoses a posted snapshot. */
final class CreateDiagnosis implements Handler<RoutingContext> {
  private final ApiParts parts;
  private final Readiness readiness;
  private final PostedSnapshot posted;

  CreateDiagnosis(ApiParts parts, Readiness readiness, PostedSnapshot posted) {
    this.parts = parts;
    this.readiness = readiness;
    this.posted = posted;
  }

  @Override
  public void handle(RoutingContext routing) {
    readiness.mustBeReady();
    if (parts.desk().isFull()) {
      // Before the body: a refusal should cost neither side 32 MB.
      parts.metrics().refused(DeskRefused.Reason.FULL);
      throw PostedSnapshot.refusal(new DeskRefused(DeskRefused.Reason.FULL));
    }
    posted.take(routing, this::diagnose);
  }

  private Reply diagnose(Snapshot snapshot, Call call, WaitingClient client)
      throws InterruptedException {
    DiagnosisTicket ticket = parts.desk().submit(snapshot);
    client.waitsFor(ticket);
    Diagnosis kept = parts.recent().keep(ticket.await());
    client.afterwards(() -> parts.trial().answered(snapshot, kept));
    return Reply.ok(call.accepted(), kept).with("Location", "/api/v1/diagnoses/" + kept.id());
  }
}
