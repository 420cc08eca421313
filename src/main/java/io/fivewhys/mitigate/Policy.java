package io.fivewhys.mitigate;

import io.fivewhys.inference.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What may be done by whom, and within which bounds. A value; safe for use by threads. */
public interface Policy {
  /** Grows with every change of it. */
  long version();

  /**
   * How far the service may go.
   *
   * @param labels of the target; empty where they are not known yet
   * @param alike as {@link World#alike}: what stopped helping is not done without asking
   */
  Decision decide(
      Recommendation recommendation, Map<String, String> labels, List<Past> alike, Instant now);

  /** Whether an action may ever be done because of a gateway, by whatever rule. */
  boolean mayDo(String gateway, Action action);

  /** All of them, in the order in which they are shown. */
  List<Guard> guards();

  Timing timing();
}
