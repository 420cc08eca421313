package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.Optional;

/**
 * What an intervention took away is not brought back as if that were a new idea: an undo is a
 * rollout too, and the newest one is what errors are blamed on next. Taking it back as such is
 * another matter, and what was tried and not done took nothing away.
 */
record NotBroughtBack() implements Guard {
  @Override
  public String name() {
    return "brought-back";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent()) {
      return Optional.empty();
    }
    return it.world().past().stream()
        .filter(past -> past.state() != InterventionState.FAILED)
        .filter(past -> past.inverse().filter(back -> isSame(back, it.plan().remedy())).isPresent())
        .findFirst()
        .map(past -> refusal(it, past));
  }

  /** Where a rollout is undone to counts, not from where. */
  private static boolean isSame(Remedy back, Remedy wanted) {
    return back instanceof Remedy.UndoRollout one && wanted instanceof Remedy.UndoRollout other
        ? one.targetKey().equals(other.targetKey()) && one.toRevision().equals(other.toRevision())
        : back.equals(wanted);
  }

  private Refusal refusal(Case it, Past past) {
    return new Refusal(
        name(),
        "not what %s took away".formatted(past.id()),
        it.plan().remedy().words(),
        "%s would bring back what the service itself took away with %s; if that was wrong, take %2$s back"
            .formatted(it.plan().remedy().words(), past.id()));
  }
}
