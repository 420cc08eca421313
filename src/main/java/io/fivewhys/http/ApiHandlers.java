package io.fivewhys.http;

import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditEndpoints;
import io.fivewhys.http.access.Gate;
import io.fivewhys.http.access.SessionEndpoints;
import io.fivewhys.http.call.ApiContract;
import io.fivewhys.http.diagnosis.DiagnosisEndpoints;
import io.fivewhys.http.diagnosis.DiagnosisParts;
import io.fivewhys.http.gateway.GatewayEndpoints;
import io.fivewhys.http.incident.IncidentEndpoints;
import io.fivewhys.http.incident.IncidentParts;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.mitigation.InterventionEndpoints;
import io.fivewhys.http.mitigation.PolicyEndpoints;
import io.fivewhys.http.rule.JobEndpoints;
import io.fivewhys.http.rule.RuleEndpoints;
import io.fivewhys.http.rule.RuleParts;
import io.fivewhys.http.rule.StartedJobs;
import io.fivewhys.http.serve.PostedSnapshot;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.store.SessionWatch;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** What answers each operation: every part of the API gets what it stands on, and no more. */
final class ApiHandlers {
  private final Serving serving;
  private final ApiParts parts;
  private final ApiContract contract;
  private final Gate gate;
  private final SessionWatch sessions;
  private final StartedJobs jobs;

  ApiHandlers(
      Serving serving,
      ApiParts parts,
      ApiContract contract,
      Gate gate,
      SessionWatch sessions,
      StartedJobs jobs) {
    this.serving = serving;
    this.parts = parts;
    this.contract = contract;
    this.gate = gate;
    this.sessions = sessions;
    this.jobs = jobs;
  }

  /** All but the events, which are no requests that end. */
  Map<String, Handler<RoutingContext>> byOperation() {
    AccessParts access = parts.access();
    ServiceMetrics metrics = parts.metrics();
    IncidentParts incidents = parts.incidents();
    var posted = new PostedSnapshot(serving, parts.reading(), metrics);
    Map<String, Handler<RoutingContext>> all =
        new HashMap<>(
            new Endpoints(contract, parts, serving.readiness(), serving.responder()).handlers());
    all.putAll(new SessionEndpoints(access, gate, sessions, serving).handlers());
    all.putAll(new AuditEndpoints(serving, access, gate).handlers());
    all.putAll(
        new DiagnosisEndpoints(serving, diagnoses(), parts.kept(), posted, access, metrics)
            .handlers());
    all.putAll(new RuleEndpoints(serving, rules(), posted, jobs, access, metrics).handlers());
    all.putAll(new JobEndpoints(serving, jobs, access).handlers());
    all.putAll(
        new GatewayEndpoints(
                serving, parts.gateways(), parts.history(), parts.kept().traffic(), access, metrics)
            .handlers());
    all.putAll(
        new IncidentEndpoints(serving, incidents, parts.rules(), parts.kept(), access, gate)
            .handlers());
    all.putAll(new InterventionEndpoints(serving, incidents.interventions(), access).handlers());
    all.putAll(new PolicyEndpoints(serving, parts.policy(), access).handlers());
    return all;
  }

  private DiagnosisParts diagnoses() {
    return new DiagnosisParts(parts.desk(), parts.history(), parts.rules(), parts.trial().shadow());
  }

  private RuleParts rules() {
    return new RuleParts(
        parts.rules(),
        parts.insight(),
        parts.trial(),
        parts.reading(),
        parts.incidents().diagnoses(),
        parts.kept());
  }
}
