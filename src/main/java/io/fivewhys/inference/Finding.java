package io.fivewhys.inference;

import io.fivewhys.fact.Fact;
import java.util.List;
import java.util.Objects;

/**
 * A plain statement about one subject, drawn from facts and thresholds: "6 of 6 pods of auth are
 * OOM killed".
 *
 * <p>Two findings are equal when sign and subject are, so that truth maintenance keeps one of each
 * whatever the words.
 *
 * @param sign what was found, in a few fixed words that rules match on: "pods crash"
 * @param subject the name of what it was found on
 * @param statement one sentence with its numbers
 * @param facts what it rests on
 */
public record Finding(String sign, String subject, String statement, List<Fact> facts)
    implements Observed {

  public Finding {
    facts = List.copyOf(facts);
  }

  /**
   * A finding to insert logically; a second one of the same sign and subject adds nothing.
   *
   * @param seen the facts, views or findings it rests on
   */
  public static Finding of(String sign, String subject, String statement, Object... seen) {
    return new Finding(sign, subject, statement, Observed.facts(seen));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Finding that && sign.equals(that.sign) && subject.equals(that.subject);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sign, subject);
  }
}
