package io.fivewhys.mitigate;

import java.util.Optional;

/** One reason not to do something. Pure: the same case, the same answer. */
public interface Guard {
  /** In kebab case, as refusals and metrics name it. */
  String name();

  /** What it objects to; empty when it does not. */
  Optional<Refusal> objection(Case it);
}
