package io.fivewhys.intervene;

import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionLife;
import io.fivewhys.mitigate.InterventionState;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an intervention needs next, by its state. */
final class Chores {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private static final Duration RECENT = Duration.ofMinutes(1);

  /** Between looks that fail. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

  private static final Set<InterventionState> MAY_EXPIRE =
      Set.of(InterventionState.WAITING, InterventionState.APPROVED);

  private final Bench bench;
  private final Planner planner;
  private final Executor executor;
  private final Aftercare aftercare;
  private final Looking looking;

  Chores(Bench bench, Planner planner, Executor executor, Aftercare aftercare, Looking looking) {
    this.bench = bench;
    this.planner = planner;
    this.executor = executor;
    this.aftercare = aftercare;
    this.looking = looking;
  }

  Optional<String> gateway(String id) {
    return read(id).map(Intervention::gateway);
  }

  private Optional<Intervention> read(String id) {
    return bench.database().read(handle -> bench.interventions().get(handle, id));
  }

  /** First what was done, then what is to be done. */
  void follow(SweepResult look) throws InterruptedException {
    aftercare.follow(look);
    planner.follow(look);
  }

  /**
   * @param last what was seen of its gateway last
   */
  void see(String id, Optional<SweepResult> last) throws InterruptedException {
    Optional<Intervention> found = read(id);
    if (found.filter(this::isDue).isEmpty()) {
      return;
    }
    Intervention it = found.get();
    switch (it.state()) {
      case PLANNED, REFUSED -> {
        Optional<SweepResult> look = seen(it, last);
        if (look.isPresent()) {
          planner.judge(it.id(), it.gateway(), it.recommendation(), look.get());
        }
      }
      case WAITING -> expire(it);
      case APPROVED -> {
        if (it.expiresAt().filter(bench.now()::isBefore).isEmpty()) {
          expire(it);
          return;
        }
        Optional<SweepResult> look = seen(it, last);
        if (look.isPresent()) {
          executor.execute(it, look.get());
        }
      }
      case INTENDED, ACTING -> executor.takeOver(it, last);
      case VERIFYING -> {
        // One last look, which may be sure.
        Optional<SweepResult> look = looked(it);
        look.ifPresent(aftercare::follow);
        aftercare.end(it, look.or(() -> last));
      }
      case UNKNOWN, DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN -> {}
    }
  }

  private boolean isDue(Intervention it) {
    return it.dueAt().filter(at -> !at.isAfter(bench.now())).isPresent();
  }

  private boolean isRecent(SweepResult look) {
    Instant at = look.diagnosis().observedAt();
    return Duration.between(at, bench.now()).abs().compareTo(RECENT) <= 0;
  }

  /** Guards judge by what was seen lately; where looks are rarer, one looks first. */
  private Optional<SweepResult> seen(Intervention it, Optional<SweepResult> last)
      throws InterruptedException {
    if (last.filter(this::isRecent).isPresent()) {
      return last;
    }
    Optional<SweepResult> look = looked(it);
    if (look.isEmpty()) {
      bench.move(
          it.id(),
          it.gateway(),
          deciding ->
              deciding.it().state() == it.state()
                  ? Optional.of(
                      InterventionLife.later(deciding.it(), deciding.now().plus(BETWEEN_TRIES)))
                  : Optional.empty());
    }
    return look;
  }

  private Optional<SweepResult> looked(Intervention it) throws InterruptedException {
    try {
      return Optional.of(looking.look(it.gateway()));
    } catch (NoSuchElementException | DeskRefused | DiagnosisFailed failed) {
      LOG.warn("Intervention {} waits for a look: {}", it.id(), failed.getMessage());
      return Optional.empty();
    }
  }

  private void expire(Intervention waiting) {
    bench.move(
        waiting.id(),
        waiting.gateway(),
        deciding ->
            deciding.it().expiresAt().filter(deciding.now()::isBefore).isEmpty()
                    && MAY_EXPIRE.contains(deciding.it().state())
                ? Optional.of(InterventionLife.expired(deciding.it(), deciding.now()))
                : Optional.empty());
  }

  /** Nobody looks at its gateway any more. */
  void orphaned(String id) {
    Optional<Intervention> found = read(id);
    if (found.filter(this::isDue).isEmpty()) {
      return;
    }
    Intervention it = found.get();
    try {
      switch (it.state()) {
        case PLANNED, REFUSED, WAITING, APPROVED ->
            bench.move(
                it.id(),
                it.gateway(),
                deciding ->
                    InterventionLife.withdrawn(
                        deciding.it(), "nobody looks at the gateway any more", deciding.now()));
        case INTENDED, ACTING -> executor.takeOver(it, Optional.empty());
        case VERIFYING -> aftercare.end(it, Optional.empty());
        case UNKNOWN, DONE, FAILED, REJECTED, EXPIRED, WITHDRAWN -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
