package io.fivewhys.rulebook.source;

import java.util.Locale;

/** What a candidate goes through before it is in force, in this order. */
public enum Stage {
  /** The text is read as DRL or YAML. */
  PARSE,
  /** What rules may not do is looked for, in the text and in the classes made from it. */
  SANDBOX,
  /** Rules become classes. */
  COMPILE,
  /** Two rules of one name, files without a rule, cases that name none. */
  CONSISTENCY,
  /** The cases beside the rules. */
  CASES,
  /** What recorded snapshots would have been told. */
  BACKTEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
