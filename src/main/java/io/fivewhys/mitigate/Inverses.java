package io.fivewhys.mitigate;

import io.fivewhys.inference.Risk;
import java.util.Optional;

/** What takes an intervention back, as a recommendation of its own. */
public final class Inverses {
  private Inverses() {}

  /** Empty where nothing does. */
  public static Optional<Recommendation> of(Intervention done) {
    return done.plan()
        .flatMap(Plan::inverse)
        .map(
            remedy ->
                new Recommendation(
                    done.gateway(),
                    done.recommendation().namespace(),
                    done.recommendation().diagnosis(),
                    done.recommendation().observedAt(),
                    done.recommendation().cause(),
                    done.recommendation().confidence(),
                    remedy,
                    "Take back: " + done.recommendation().summary(),
                    remedy.words(),
                    Risk.MEDIUM,
                    "it takes back " + done.id(),
                    done.plan().flatMap(Plan::uid)));
  }
}
