package io.fivewhys.collect.alert;

import io.fivewhys.fact.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An alert as a delivery has it.
 *
 * @param fingerprint names it by its labels
 * @param startsAt empty when it does not say
 * @param endsAt empty as long as it fires, which Alertmanager writes as the year 1
 * @param generatorUrl where the expression can be looked at
 */
public record NotifiedAlert(
    String fingerprint,
    Alert.Status status,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    Optional<String> generatorUrl) {}
