package io.fivewhys.collect;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.util.List;

/**
 * What a source saw.
 *
 * @param facts observations; a {@link Blind} among them is a part that it could not see
 * @param notes what is worth knowing when setting it up and is no fact, such as an API that an
 *     older cluster lacks
 */
public record Answer(List<Fact> facts, List<String> notes) {

  public Answer {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
  }

  public static Answer of(List<? extends Fact> facts) {
    return new Answer(List.copyOf(facts), List.of());
  }

  /** Whether it saw all that it looks for. */
  public boolean isWhole() {
    return facts.stream().noneMatch(Blind.class::isInstance);
  }
}
