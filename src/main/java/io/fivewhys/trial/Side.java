package io.fivewhys.trial;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.Trial;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.rulebook.Rulebook;
import java.util.Optional;
import java.util.function.Supplier;

/** How one rulebook ended with a snapshot. */
sealed interface Side {
  /**
   * @param trial what each rule concluded, worked out once more when it is asked for, since few
   *     answers differ; empty when that cannot be known any more
   */
  record Answered(Diagnosis diagnosis, Supplier<Optional<Trial>> trial) implements Side {}

  record Failed(Told.Failure failure) implements Side {}

  static Side of(Diagnoser diagnoser, Rulebook rulebook, Snapshot snapshot) {
    try {
      return new Answered(
          diagnoser.diagnose(rulebook, snapshot), () -> trial(diagnoser, rulebook, snapshot));
    } catch (DiagnosisFailed failed) {
      return new Failed(Told.Failure.of(failed));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError broken) {
      // Whatever a candidate does to itself is its own failure, and that is what is looked for.
      return new Failed(Told.Failure.of(broken));
    }
  }

  static Optional<Trial> trial(Diagnoser diagnoser, Rulebook rulebook, Snapshot snapshot) {
    try {
      return Optional.of(diagnoser.trial(rulebook, snapshot));
    } catch (DiagnosisFailed outOfBudgetThisTime) {
      return Optional.empty();
    }
  }

  default Told told() {
    return switch (this) {
      case Answered answered -> Told.of(answered.diagnosis());
      case Failed failed -> Told.of(failed.failure());
    };
  }
}
