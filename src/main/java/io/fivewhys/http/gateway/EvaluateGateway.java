package io.fivewhys.http.gateway;

import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.http.access.IntakeTrail;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.diagnosis.DiagnosisEndpoints;
import io.fivewhys.http.diagnosis.DiagnosisHistory;
import io.fivewhys.http.metrics.IntakeMetrics;
import io.fivewhys.http.serve.PostedSnapshot;
import java.util.NoSuchElementException;

/** Has a gateway looked at now, and waits for what that means. */
final class EvaluateGateway {
  private final GatewayParts gateways;
  private final DiagnosisHistory history;
  private final KnownGateways known;
  private final IntakeMetrics metrics;
  private final IntakeTrail trail;

  EvaluateGateway(
      GatewayParts gateways, DiagnosisHistory history, IntakeMetrics metrics, IntakeTrail trail) {
    this.gateways = gateways;
    this.history = history;
    this.metrics = metrics;
    this.trail = trail;
    known = new KnownGateways(gateways.board());
  }

  Reply answer(Call call) {
    ChangeQuery.none(call);
    String name = known.named(call.parameter("name")).name();
    metrics.evaluationAsked(name);
    try {
      Diagnosis diagnosis = gateways.board().evaluate(name).diagnosis();
      trail.happened(call, "evaluateGateway", diagnosis.verdict().toString(), "gateway " + name);
      Reply reply = Reply.ok(call.accepted(), diagnosis);
      boolean isKept = history.asked(diagnosis.id());
      return DiagnosisEndpoints.withPlace(reply, diagnosis.id(), isKept);
    } catch (NoSuchElementException gone) {
      throw known.unknown(name);
    } catch (DeskRefused refused) {
      throw PostedSnapshot.refusal(refused);
    } catch (DiagnosisFailed failed) {
      throw PostedSnapshot.failed(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(503, "abandoned", "The request was given up.").refusal();
    }
  }
}
