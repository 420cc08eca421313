package io.fivewhys.mitigate.guard;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Some time passes between one intervention and the next. What takes one back does not wait.
 *
 * @param target since anything was begun at the same target
 * @param action since the same action was begun anywhere
 * @param gateway since anything was begun because of the same gateway
 */
record Cooldown(Duration target, Duration action, Duration gateway) implements Guard {
  @Override
  public String name() {
    return "cooldown";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent()) {
      return Optional.empty();
    }
    Action mine = it.plan().remedy().action();
    String name = it.recommendation().gateway();
    return wait(it, Target.sameAs(it), target, it.plan().remedy().target().toString())
        .or(() -> wait(it, past -> past.action() == mine, action, mine.toString()))
        .or(() -> wait(it, past -> past.gateway().equals(name), gateway, "gateway " + name));
  }

  private Optional<Refusal> wait(Case it, Predicate<Past> same, Duration time, String of) {
    Instant now = it.world().now();
    return it.world().past().stream()
        .filter(same)
        .filter(past -> past.begunAt().isAfter(now.minus(time)))
        .max(Comparator.comparing(Past::begunAt))
        .map(
            last ->
                new Refusal(
                    name(),
                    "%s between two of %s".formatted(Words.time(time), of),
                    Lately.since(last, now),
                    "%s was begun %s (%s); wait until %s"
                        .formatted(
                            last.action(),
                            Lately.since(last, now),
                            last.id(),
                            last.begunAt().plus(time))));
  }
}
