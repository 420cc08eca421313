package io.fivewhys.revision;

import java.util.function.Supplier;

/** A source that tells nothing of its changes. */
record Fixed(Revision.Origin origin, Supplier<RuleSource.Reading> reading) implements RuleSource {
  static RuleSource source(Revision.Origin origin, Supplier<Reading> reading) {
    return new Fixed(origin, reading);
  }

  @Override
  public String place() {
    return "the test's " + origin;
  }

  @Override
  public Reading read() {
    return reading.get();
  }
}
