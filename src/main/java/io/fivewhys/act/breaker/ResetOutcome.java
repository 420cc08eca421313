package io.fivewhys.act.breaker;

import io.fivewhys.collect.breaker.ListedBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of resets, by how things were before and are after.
 *
 * @param done breakers that are closed, or were and have opened again
 * @param same breakers that are open since before: they never were closed
 * @param unclear breakers that are open, and nobody can tell since when, or that cannot be seen
 * @param accepted what the last answer said that accepted one; empty where none did
 * @param trouble why not all resets were accepted, where that is so
 */
record ResetOutcome(
    List<String> done,
    List<String> same,
    List<String> unclear,
    Optional<String> accepted,
    Optional<Trouble> trouble) {

  /**
   * The reset that failed; none was sent after it.
   *
   * @param kind what is known of it
   */
  record Trouble(Kind kind, String words) {
    enum Kind {
      /** It was not sent, or answered that it may not be: nothing came of it. */
      REFUSED,
      /** It was answered as a failure. */
      FAILED,
      /** It was not answered, and may still be done. */
      SILENT
    }

    static Trouble refused(String words) {
      return new Trouble(Kind.REFUSED, words);
    }

    static Trouble failed(String words) {
      return new Trouble(Kind.FAILED, words);
    }

    static Trouble silent(String words) {
      return new Trouble(Kind.SILENT, words);
    }
  }

  static ResetOutcome of(
      List<HeldBreaker> before,
      Sighting after,
      Optional<String> accepted,
      Optional<Trouble> trouble) {
    List<String> done = new ArrayList<>();
    List<String> same = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    if (!after.blind().isEmpty()) {
      unclear.add(after.blind().stream().map(Refusal::words).collect(Collectors.joining("; ")));
      return new ResetOutcome(done, same, unclear, accepted, trouble);
    }
    for (HeldBreaker each : before) {
      String words = each.words();
      Optional<ListedBreaker> found = after.named(words).map(HeldBreaker::breaker);
      if (found.isEmpty() || found.get().state() == State.UNKNOWN) {
        unclear.add(words + " is not listed any more, or not with a state");
        continue;
      }
      ListedBreaker now = found.get();
      String told = words + " is " + now.state();
      boolean isTrial = now.state() == State.HALF_OPEN && each.breaker().state() != State.HALF_OPEN;
      if (!now.isNotClosed() || isTrial && trouble.isEmpty()) {
        done.add(told);
      } else if (now.since().isEmpty() || each.breaker().since().isEmpty()) {
        unclear.add(told);
      } else if (now.since().equals(each.breaker().since())) {
        same.add(told + " since " + now.since().get());
      } else if (trouble.isEmpty()) {
        done.add(told + " again, since " + now.since().get());
      } else {
        unclear.add(told + " since " + now.since().get());
      }
    }
    return new ResetOutcome(done, same, unclear, accepted, trouble);
  }

  /** Whether another look may tell more: all was accepted, and does not show yet. */
  boolean mayChange() {
    return trouble.isEmpty() && !(same.isEmpty() && unclear.isEmpty());
  }

  Acted acted() {
    Optional<Trouble.Kind> kind = trouble.map(Trouble::kind);
    boolean isRefused = kind.filter(it -> it == Trouble.Kind.REFUSED).isPresent();
    boolean isSilent = kind.filter(it -> it == Trouble.Kind.SILENT).isPresent();
    String said = said();
    if (isRefused && accepted.isEmpty()) {
      return new Acted.NotDone(said);
    }
    if (same.isEmpty() && unclear.isEmpty()) {
      return new Acted.Done(said);
    }
    if (!done.isEmpty() && accepted.isPresent() && !isSilent) {
      return new Acted.Done("in part: " + said);
    }
    return done.isEmpty() && unclear.isEmpty() && !isSilent
        ? new Acted.NotDone(said)
        : new Acted.Unknown(said);
  }

  private String said() {
    return Stream.of(
            accepted.stream(),
            trouble.map(Trouble::words).stream(),
            done.stream(),
            same.stream(),
            unclear.stream())
        .flatMap(it -> it)
        .collect(Collectors.joining("; "));
  }
}
