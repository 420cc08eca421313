package io.fivewhys.intervene;

import io.fivewhys.gateway.SweepResult;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionLife;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Verification;
import java.util.List;
import java.util.Optional;

/** Sees whether what was done helped, and what follows when it did not. */
final class Aftercare {
  private final Bench bench;
  private final Consequences consequences;

  Aftercare(Bench bench, Consequences consequences) {
    this.bench = bench;
    this.consequences = consequences;
  }

  /** What a look says of all that was done at its gateway. */
  void follow(SweepResult look) {
    String gateway = look.diagnosis().gateway();
    List<Intervention> live =
        bench.database().read(handle -> bench.interventions().live(handle, gateway));
    for (Intervention each : live) {
      if (Verification.counts(each, look.snapshot())) {
        assess(each, look);
      }
    }
  }

  private void assess(Intervention verifying, SweepResult look) {
    bench.move(
        verifying.id(),
        verifying.gateway(),
        deciding -> {
          if (deciding.it().state() != InterventionState.VERIFYING) {
            return Optional.empty();
          }
          Assessment assessment =
              Verification.assess(
                  deciding.it().before().orElseThrow(),
                  look.snapshot(),
                  look.diagnosis(),
                  deciding.it().remedy());
          return InterventionLife.seen(deciding.it(), assessment, deciding.now());
        },
        (deciding, move) -> consequences.follow(deciding, move, Optional.of(look)));
  }

  /**
   * Its time is over, and no look was sure.
   *
   * @param last what was seen of its gateway last
   */
  void end(Intervention overdue, Optional<SweepResult> last) {
    bench.move(
        overdue.id(),
        overdue.gateway(),
        deciding -> {
          Intervention it = deciding.it();
          boolean isOver =
              it.state() == InterventionState.VERIFYING
                  && it.verifyUntil().filter(deciding.now()::isBefore).isEmpty();
          if (!isOver) {
            return Optional.empty();
          }
          Assessment unsure = Verification.unseen(it.before().orElseThrow(), it.assessment());
          return InterventionLife.seen(it, unsure, deciding.now());
        },
        (deciding, move) -> consequences.follow(deciding, move, last));
  }
}
