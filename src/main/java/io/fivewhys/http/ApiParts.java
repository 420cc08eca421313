package io.fivewhys.http;

import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.diagnosis.DiagnosisHistory;
import io.fivewhys.http.gateway.GatewayParts;
import io.fivewhys.http.incident.IncidentParts;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.rule.RuleInsight;
import io.fivewhys.http.rule.TrialParts;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.http.serve.SnapshotReading;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.revision.RulesInForce;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the API stands on.
 *
 * @param history the diagnoses that are kept
 * @param insight into the rules in force
 * @param revision of the rulebook in force; empty as long as there is none
 * @param rules what is in force, and the way to change it
 * @param access who may do what
 * @param trial what candidates are tried with
 * @param gateways those that are looked at, and what comes in for them
 * @param kept what requests leave behind in the database
 * @param incidents what goes wrong with them, and what becomes of it
 * @param policy what the service may do about it
 * @param storeIsUp whether the database answers; waits for nothing
 */
public record ApiParts(
    SnapshotReading reading,
    DiagnosisDesk desk,
    DiagnosisHistory history,
    ServiceMetrics metrics,
    RuleInsight insight,
    Supplier<Optional<String>> revision,
    RulesInForce rules,
    AccessParts access,
    TrialParts trial,
    GatewayParts gateways,
    KeptParts kept,
    IncidentParts incidents,
    PolicyDesk policy,
    BooleanSupplier storeIsUp) {}
