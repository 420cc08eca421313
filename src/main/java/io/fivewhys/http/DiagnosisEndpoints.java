package io.fivewhys.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The operations that read diagnoses again. */
final class DiagnosisEndpoints {
  private static final String KEPT = "Fivewhys-Kept";
  private static final int MOST_READING = 64;

  private final DiagnosisHistory history;
  private final ReadFacts facts;
  private final OffLoop reading;

  DiagnosisEndpoints(
      HttpOptions options,
      ApiParts parts,
      Readiness readiness,
      Responder responder,
      UnderWay underWay,
      OnceOnly once) {
    history = parts.history();
    facts = new ReadFacts(history, parts.rules());
    reading = new OffLoop(options, readiness, responder, underWay, once, MOST_READING);
  }

  /** By operationId. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "listDiagnoses", reading.handler(new ListDiagnoses(history)::answer),
        "getDiagnosis", reading.handler(this::one),
        "readDiagnosisSnapshot", reading.handler(facts::snapshot),
        "readDiagnosisFacts", reading.handler(facts::facts));
  }

  private Reply one(Call call) {
    return history
        .get(call.parameter("id"))
        .map(diagnosis -> Reply.ok(call.accepted(), diagnosis))
        .orElseThrow(
            () -> {
              var detail = "There is no such diagnosis, or it is too old to be kept.";
              return Problem.of(404, "no-such-diagnosis", detail).refusal();
            });
  }

  /** Says where a diagnosis can be read again, or that it cannot. */
  static Reply withPlace(Reply reply, String id, boolean isKept) {
    return isKept ? reply.with("Location", "/api/v1/diagnoses/" + id) : reply.with(KEPT, "no");
  }
}
