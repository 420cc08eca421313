package io.fivewhys.mitigate;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Risk;
import java.time.Instant;
import java.util.Optional;

/**
 * What a diagnosis says should be done, before anybody has looked at the target.
 *
 * @param gateway whose incident it is about
 * @param namespace of the gateway
 * @param diagnosis id of the one that recommends it
 * @param observedAt when the snapshot behind it was taken
 * @param confidence in the cause, 0.0 to 1.0
 * @param summary what it is, in a few words
 * @param command the same by hand
 * @param because why it should help
 * @param diagnosed uid of the target as the snapshot saw it; empty where it did not say
 */
public record Recommendation(
    String gateway,
    String namespace,
    String diagnosis,
    Instant observedAt,
    CauseKey cause,
    double confidence,
    Remedy remedy,
    String summary,
    String command,
    Risk risk,
    String because,
    Optional<String> diagnosed) {}
