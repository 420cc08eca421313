package io.fivewhys.incident;

import java.util.Optional;
import java.util.SortedSet;

/** What somebody wants of an incident. Texts are bounded by whoever reads them. */
public sealed interface Command {
  /** Takes it on; it escalates no more. */
  record Acknowledge(String reason) implements Command {}

  /** Gives it to somebody; an empty one takes it from who has it. */
  record Assign(Optional<String> assignee) implements Command {}

  record Comment(String text) implements Command {}

  /** Says that something is being done, by whomever. */
  record Mitigate(String what) implements Command {}

  /**
   * Notes what becomes of an intervention, without anybody having taken the incident on: it
   * escalates all the same. Nobody commands it.
   *
   * @param intervention its id
   * @param text for people
   */
  record Intervene(Stage stage, String intervention, String text) implements Command {
    /** What of an intervention is told. */
    public enum Stage {
      /** A person had a hand in it. It stands there; nobody is told. */
      NOTED,
      /** Something is known that was not before. */
      NEWS,
      /** Somebody is waited for. */
      WAITING,
      /** Something is changed from now on. */
      ACTING,
      /** Only people can go on: they are called at once. */
      STUCK
    }
  }

  /** Ends it by hand. */
  record Resolve(String reason) implements Command {}

  /** Ends it in favour of another of the same gateway. */
  record Merge(String into, String reason) implements Command {}

  /**
   * Takes on what was merged into it: what fails there belongs here from now on. Follows from a
   * {@link Merge}; nobody commands it.
   */
  record Absorb(String other, SortedSet<String> routes, String reason) implements Command {}

  /** Notes that another has to do with it. */
  record Link(String other, String reason) implements Command {}
}
