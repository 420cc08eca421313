package io.fivewhys.incident;

/**
 * How often a rule was right, as people said of diagnoses whose leading cause it spoke for.
 *
 * @param right diagnoses that were right
 * @param partly that were right in part
 * @param wrong that were wrong
 */
public record RulePrecision(String rule, long right, long partly, long wrong) {

  public long count() {
    return right + partly + wrong;
  }

  /** 0.0 to 1.0: (right + partly / 2) / (right + partly + wrong). One partly right counts half. */
  public double precision() {
    return (right + partly / 2.0) / count();
  }
}
