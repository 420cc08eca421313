package io.fivewhys.incident;

/** What a command came to. */
public sealed interface Outcome {
  /** It is to be done so. */
  record Applied(Step step) implements Outcome {}

  /**
   * It came late or twice: nothing changes.
   *
   * @param incident as it is
   * @param why for people
   */
  record Unchanged(Incident incident, String why) implements Outcome {}
}
