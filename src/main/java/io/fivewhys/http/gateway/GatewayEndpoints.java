package io.fivewhys.http.gateway;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.IntakeTrail;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.diagnosis.DiagnosisHistory;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.serve.OffLoop;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.store.TrafficSamples;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** The operations about gateways, and about what comes in for them. */
public final class GatewayEndpoints {
  private static final int MOST_READING = 32;

  /** Some MB each. */
  private static final int MOST_READING_SNAPSHOTS = 2;

  /** Alertmanager delivers its groups one by one, each of its replicas for itself. */
  private static final int MOST_DELIVERING = 64;

  private static final int MOST_PUSHING = 16;
  private static final int MOST_EVALUATING = 16;

  /** Some 10,000 alerts. */
  private static final long DELIVERY_BYTES = 16L << 20;

  private static final long PUSH_BYTES = 8L << 20;

  private static final Set<String> JSON = Set.of("application/json");
  private static final Set<String> JSON_OR_YAML =
      Set.of("application/json", "application/yaml", "application/x-yaml", "text/yaml");

  private final PostAlerts postAlerts;
  private final ListAlerts listAlerts;
  private final PushFacts push;
  private final ReadGateways read;
  private final ReadTraffic traffic;
  private final EvaluateGateway evaluate;
  private final OffLoop delivering;
  private final OffLoop pushing;
  private final OffLoop reading;
  private final OffLoop readingSnapshots;
  private final OffLoop evaluating;

  /**
   * @param history where the last diagnosis of a gateway is
   * @param traffic how much gateways answered
   */
  public GatewayEndpoints(
      Serving serving,
      GatewayParts gateways,
      DiagnosisHistory history,
      TrafficSamples traffic,
      AccessParts access,
      ServiceMetrics metrics) {
    HttpOptions options = serving.options();
    Clock clock = access.clock();
    var intake = metrics.intake(gateways.alerts(), gateways.pushed());
    var trail = new IntakeTrail(access);
    postAlerts = new PostAlerts(gateways, intake, trail, clock);
    listAlerts = new ListAlerts(gateways);
    push = new PushFacts(gateways, intake, trail, clock);
    read = new ReadGateways(gateways, history, clock);
    this.traffic = new ReadTraffic(gateways, traffic, clock);
    evaluate = new EvaluateGateway(gateways, history, intake, trail);
    delivering =
        serving.offLoop(
            options.withBodies(DELIVERY_BYTES, 4 * DELIVERY_BYTES, options.bodyTimeout()),
            MOST_DELIVERING);
    pushing =
        serving.offLoop(
            options.withBodies(PUSH_BYTES, 4 * PUSH_BYTES, options.bodyTimeout()), MOST_PUSHING);
    reading = serving.offLoop(MOST_READING);
    readingSnapshots = serving.offLoop(MOST_READING_SNAPSHOTS);
    evaluating = serving.offLoop(MOST_EVALUATING);
  }

  private void tooLarge() {
    postAlerts.tooLarge(BodyStream.tooLarge(DELIVERY_BYTES));
  }

  /** By operationId. */
  public Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "postAlerts", delivering.handler(JSON, postAlerts::answer, this::tooLarge),
        "listAlerts", reading.handler(listAlerts::answer),
        "listGateways", reading.handler(read::all),
        "readGateway", reading.handler(read::one),
        "listSources", reading.handler(read::sources),
        "readGatewayTraffic", reading.handler(traffic::answer),
        "readGatewaySnapshot", readingSnapshots.handler(read::snapshot),
        "pushFacts", pushing.handler(JSON_OR_YAML, push::post),
        "deleteFacts", pushing.handler(push::delete),
        "evaluateGateway", evaluating.handler(evaluate::answer));
  }
}
