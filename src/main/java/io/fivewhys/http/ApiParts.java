package io.fivewhys.http;

import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.store.RecentDiagnoses;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the API stands on.
 *
 * @param insight into the rules in force
 * @param revision of the rulebook in force; empty as long as there is none
 */
public record ApiParts(
    SnapshotReading reading,
    DiagnosisDesk desk,
    RecentDiagnoses recent,
    ServiceMetrics metrics,
    RuleInsight insight,
    Supplier<Optional<String>> revision) {}
