package io.fivewhys.http.serve;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.store.FeedbackStore;
import io.fivewhys.store.IdempotencyKeys;
import io.fivewhys.store.RuleFirings;
import io.fivewhys.store.SessionEnds;
import io.fivewhys.store.Silences;
import io.fivewhys.store.TrafficSamples;
import java.util.Optional;
import java.util.function.Function;

/**
 * What requests leave behind in the database.
 *
 * @param keys of requests that must not be done twice
 * @param traffic how much gateways answered
 * @param firings how often rules had their part in diagnoses
 * @param sessionEnds of browsers that signed out
 * @param diagnosis by its id, as far as it is kept
 */
public record KeptParts(
    Database database,
    IdempotencyKeys keys,
    Silences silences,
    FeedbackStore feedback,
    TrafficSamples traffic,
    RuleFirings firings,
    SessionEnds sessionEnds,
    Function<String, Optional<Diagnosis>> diagnosis) {

  /** All of one database, whose clock they go by. */
  public static KeptParts of(Database database, Function<String, Optional<Diagnosis>> diagnosis) {
    var clock = database.clock();
    return new KeptParts(
        database,
        new IdempotencyKeys(database, clock),
        new Silences(database, clock),
        new FeedbackStore(database),
        new TrafficSamples(database),
        new RuleFirings(database),
        new SessionEnds(database),
        diagnosis);
  }
}
