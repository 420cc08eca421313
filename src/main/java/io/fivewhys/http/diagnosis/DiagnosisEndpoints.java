package io.fivewhys.http.diagnosis;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.PostedSnapshot;
import io.fivewhys.http.serve.Serving;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The operations that read diagnoses again. */
public final class DiagnosisEndpoints {
  private static final String KEPT = "Fivewhys-Kept";
  private static final int MOST_READING = 64;
  private static final int MOST_COMMENTING = 16;
  private static final long FEEDBACK_BYTES = 64L << 10;
  private static final Set<String> JSON = Set.of("application/json");

  private final CreateDiagnosis create;
  private final DiagnosisHistory history;
  private final ReadFacts facts;
  private final HandleFeedback feedback;
  private final OffLoop reading;
  private final OffLoop commenting;

  /**
   * @param posted takes snapshots
   */
  public DiagnosisEndpoints(
      Serving serving,
      DiagnosisParts parts,
      KeptParts kept,
      PostedSnapshot posted,
      AccessParts access,
      ServiceMetrics metrics) {
    create = new CreateDiagnosis(parts, serving.readiness(), posted, access, metrics);
    history = parts.history();
    feedback = new HandleFeedback(kept, access);
    facts = new ReadFacts(history, parts.rules());
    reading = serving.offLoop(MOST_READING);
    HttpOptions options = serving.options();
    commenting =
        serving.offLoop(
            options.withBodies(
                FEEDBACK_BYTES, MOST_COMMENTING * FEEDBACK_BYTES, options.bodyTimeout()),
            MOST_COMMENTING);
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "createDiagnosis",
        create,
        "listDiagnoses",
        reading.handler(new ListDiagnoses(history)::answer),
        "getDiagnosis",
        reading.handler(this::one),
        "readDiagnosisSnapshot",
        reading.handler(facts::snapshot),
        "readDiagnosisFacts",
        reading.handler(facts::facts),
        "giveFeedback",
        commenting.handler(JSON, feedback::give),
        "listFeedback",
        reading.handler(feedback::list),
        "readRuleFeedback",
        reading.handler(feedback::precision));
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
  public static Reply withPlace(Reply reply, String id, boolean isKept) {
    return isKept ? reply.with("Location", "/api/v1/diagnoses/" + id) : reply.with(KEPT, "no");
  }
}
