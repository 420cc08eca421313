package io.fivewhys.http;

import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import java.util.NoSuchElementException;

/** Has a gateway looked at now, and waits for what that means. */
final class EvaluateGateway {
  private final GatewayParts gateways;
  private final KnownGateways known;
  private final IntakeMetrics metrics;
  private final IntakeTrail trail;

  EvaluateGateway(GatewayParts gateways, IntakeMetrics metrics, IntakeTrail trail) {
    this.gateways = gateways;
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
      return Reply.ok(call.accepted(), diagnosis)
          .with("Location", "/api/v1/diagnoses/" + diagnosis.id());
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
