package io.fivewhys.trial;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.Reasoning;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.rulebook.Rulebook;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** How one rulebook ended with a snapshot. */
sealed interface Side {
  /**
   * @param rules what each rule concluded, worked out only when asked for; empty when that cannot
   *     be known any more
   */
  record Answered(Diagnosis diagnosis, Supplier<Optional<SortedMap<String, Long>>> rules)
      implements Side {}

  record Failed(Told.Failure failure) implements Side {}

  static Side of(Diagnoser diagnoser, Rulebook rulebook, Snapshot snapshot) {
    try {
      Reasoning reasoning = diagnoser.reason(rulebook, snapshot);
      return new Answered(reasoning.diagnosis(), () -> Optional.of(reasoning.rules()));
    } catch (DiagnosisFailed failed) {
      return new Failed(Told.Failure.of(failed));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError broken) {
      // Whatever a candidate does to itself is its own failure, and that is what is looked for.
      return new Failed(Told.Failure.of(broken));
    }
  }

  default Told told() {
    return switch (this) {
      case Answered answered -> Told.of(answered.diagnosis());
      case Failed failed -> Told.of(failed.failure());
    };
  }
}
