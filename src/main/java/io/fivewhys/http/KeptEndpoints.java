package io.fivewhys.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** The operations about silences, about feedback, and about how rules do. */
final class KeptEndpoints {
  private static final int MOST_READING = 32;
  private static final int MOST_CHANGING = 16;
  private static final long BODY_BYTES = 64L << 10;
  private static final Set<String> JSON = Set.of("application/json");

  private final HandleSilences silences;
  private final HandleFeedback feedback;
  private final RuleStatistics statistics;
  private final OffLoop reading;
  private final OffLoop changing;

  KeptEndpoints(
      HttpOptions options,
      ApiParts parts,
      Readiness readiness,
      Responder responder,
      UnderWay underWay,
      OnceOnly once) {
    silences = new HandleSilences(parts.kept(), parts.access());
    feedback = new HandleFeedback(parts.kept(), parts.access());
    statistics = new RuleStatistics(parts.rules(), parts.kept());
    reading = new OffLoop(options, readiness, responder, underWay, once, MOST_READING);
    changing =
        new OffLoop(
            options.withBodies(BODY_BYTES, MOST_CHANGING * BODY_BYTES, options.bodyTimeout()),
            readiness,
            responder,
            underWay,
            once,
            MOST_CHANGING);
  }

  /** By operationId. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "listSilences", reading.handler(silences::list),
        "createSilence", changing.handler(JSON, silences::create),
        "readSilence", reading.handler(silences::one),
        "cancelSilence", changing.handler(silences::cancel),
        "giveFeedback", changing.handler(JSON, feedback::give),
        "listFeedback", reading.handler(feedback::list),
        "readRuleFeedback", reading.handler(feedback::precision),
        "readRuleStatistics", reading.handler(statistics::answer));
  }
}
