package io.fivewhys.collect.prometheus.api;

import java.util.Optional;

/**
 * Something to ask in one look.
 *
 * @param what what it would tell, in few words; the subject of what is unknown without it
 * @param promql evaluated at the end of the look's window; empty asks for the alerts that fire
 * @param range evaluated at each step of this instead
 * @param mayBeOld an answer of some minutes ago will do, since it tells what is usual
 */
public record Asking(
    String what, Optional<String> promql, Optional<Range> range, boolean mayBeOld) {

  /** At the end of the window. */
  public static Asking now(String what, String promql) {
    return new Asking(what, Optional.of(promql), Optional.empty(), false);
  }

  /** What is usual, for a query that looks back by itself. */
  public static Asking usual(String what, String promql) {
    return new Asking(what, Optional.of(promql), Optional.empty(), true);
  }

  /** At each step. */
  public static Asking over(Range range, String what, String promql) {
    return new Asking(what, Optional.of(promql), Optional.of(range), false);
  }

  /** The alerts that fire. */
  public static Asking alerts(String what) {
    return new Asking(what, Optional.empty(), Optional.empty(), false);
  }
}
