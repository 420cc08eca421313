package io.fivewhys.diagnose;

import io.fivewhys.inference.Because;
import io.fivewhys.inference.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What rules might have concluded, for tests of what is made of it. */
final class SampleEvaluations {
  private SampleEvaluations() {}

  /**
   * @param ruleOf which rule concluded what
   */
  static Evaluation of(List<Evidence> evidence, List<Because> because, Map<Object, String> ruleOf) {
    return new Evaluation(
        List.of(),
        evidence,
        because,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        ruleOf,
        new TreeMap<>());
  }
}
