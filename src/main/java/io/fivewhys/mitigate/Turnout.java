package io.fivewhys.mitigate;

/** What came of something that somebody wants of an intervention. */
public sealed interface Turnout {
  /** It is to be so. */
  record Moved(Move move) implements Turnout {}

  /**
   * It came late or twice, or cannot be: nothing changes.
   *
   * @param refusal who objects, and why
   */
  record Unmoved(Intervention intervention, Refusal refusal) implements Turnout {}
}
