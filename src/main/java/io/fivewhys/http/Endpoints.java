package io.fivewhys.http;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.http.call.ApiContract;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.Readiness;
import io.fivewhys.http.serve.Responder;
import io.fivewhys.intervene.PolicyDesk;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The operations that are answered at once, on the event loop. */
final class Endpoints {
  private final ApiContract contract;
  private final ApiParts parts;
  private final Readiness readiness;
  private final Responder responder;

  Endpoints(ApiContract contract, ApiParts parts, Readiness readiness, Responder responder) {
    this.contract = contract;
    this.parts = parts;
    this.readiness = readiness;
    this.responder = responder;
  }

  /** By operationId. */
  Map<String, Handler<RoutingContext>> handlers() {
    var answers =
        Map.<String, Function<RoutingContext, Reply>>of(
            "isLive", _ -> Reply.ok(MediaType.JSON, Map.of("status", "live")),
            "isReady", _ -> ready(),
            "readMetrics", this::metrics,
            "readContract", _ -> Reply.ok(MediaType.YAML.header(), contract.yaml()),
            "readIndex", _ -> index());
    var handlers = new HashMap<String, Handler<RoutingContext>>();
    answers.forEach(
        (id, answer) ->
            handlers.put(id, routing -> responder.send(routing.request(), answer.apply(routing))));
    return handlers;
  }

  private Reply ready() {
    String revision = readiness.mustBeReady();
    readiness.mustKeep();
    var rules =
        new RulesState(
            parts.rules().revision().id(),
            parts.rules().rejected().map(it -> new Rejected(it.revision(), it.at())));
    return Reply.ok(
        MediaType.JSON,
        new Ready(
            "ready", new Diagnosis.RulebookRef(revision), rules, PolicyState.of(parts.policy())));
  }

  private Reply metrics(RoutingContext routing) {
    return parts
        .metrics()
        .exposition(String.join(",", routing.request().headers().getAll("Accept")));
  }

  private static Reply index() {
    return Reply.ok(MediaType.JSON, Index.HERE);
  }

  private record Ready(
      String status, Diagnosis.RulebookRef rulebook, RulesState rules, PolicyState policy) {}

  /**
   * @param rejected the newest files of the directory, when they are not in force
   */
  private record RulesState(String revision, Optional<Rejected> rejected) {}

  /** Why is told to those who may read rules, not to everybody who asks whether it is well. */
  private record Rejected(String revision, Instant at) {}

  /**
   * @param version in force; empty where there is none
   * @param rejected the file, when it is not in force
   */
  private record PolicyState(Optional<Long> version, Optional<RejectedFile> rejected) {
    static PolicyState of(PolicyDesk policy) {
      int problems = policy.rejected().size();
      return new PolicyState(
          policy.stored().map(it -> it.version().version()),
          problems == 0 ? Optional.empty() : Optional.of(new RejectedFile(problems)));
    }
  }

  /** Which problems is told to those who may read the policy. */
  private record RejectedFile(int problems) {}

  private record Index(String name, Map<String, String> links) {
    static final Index HERE =
        new Index(
            "Fivewhys",
            Map.ofEntries(
                Map.entry("contract", "/openapi.yaml"),
                Map.entry("diagnoses", "/api/v1/diagnoses"),
                Map.entry("gateways", "/api/v1/gateways"),
                Map.entry("incidents", "/api/v1/incidents"),
                Map.entry("actions", "/api/v1/actions"),
                Map.entry("mitigation", "/api/v1/mitigation/switch"),
                Map.entry("notifications", "/api/v1/notifications"),
                Map.entry("fixes", "/api/v1/fixes"),
                Map.entry("alerts", "/api/v1/alerts"),
                Map.entry("events", "/api/v1/events"),
                Map.entry("rules", "/api/v1/rules"),
                Map.entry("revisions", "/api/v1/rules/revisions"),
                Map.entry("silences", "/api/v1/silences"),
                Map.entry("policy", "/api/v1/mitigation/policy"),
                Map.entry("feedback", "/api/v1/rules/feedback"),
                Map.entry("shadow", "/api/v1/rules/shadow"),
                Map.entry("live", "/health/live"),
                Map.entry("ready", "/health/ready"),
                Map.entry("vocabulary", "/api/v1/rules/vocabulary"),
                Map.entry("metrics", "/metrics")));
  }
}
