package io.fivewhys.trial;

import java.util.Locale;

/** In what two rulebooks differ about one snapshot, the gravest first. */
public enum Difference {
  /** The candidate throws or exceeds its budget where the other answers. */
  FAILS,
  /**
   * What is to be done differs: the first mitigation of the likeliest cause; or one, of any cause,
   * appears or vanishes; or whether a person is called at once. A mitigation is its action, target,
   * parameters, command and risk. Its summary and reason are only words, and the order beyond the
   * first is no change.
   */
  MITIGATION,
  VERDICT,
  /** Category, subject or mechanism of the likeliest cause. */
  CAUSE,
  /** The likeliest cause is the same and its confidence moved by more than the limit. */
  CONFIDENCE,
  /** The candidate answers where the other fails. */
  ANSWERS,
  /** Nothing of the above, and yet something: words, weights, further causes, fixes, log lines. */
  DETAIL;

  /** Whether it counts against the most changes allowed. */
  public boolean countsAsMitigation() {
    return this == FAILS || this == MITIGATION;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
