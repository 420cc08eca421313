package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;

/** Whether labels are what a selector of a policy asks for; an empty one asks for nothing. */
final class Selected {
  private Selected() {}

  static boolean by(LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return true;
    }
    Map<String, String> wanted =
        selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    return labels.entrySet().containsAll(wanted.entrySet())
        && Template.present(selector.getMatchExpressions()).allMatch(it -> by(it, labels));
  }

  private static boolean by(LabelSelectorRequirement asked, Map<String, String> labels) {
    String value = labels.get(asked.getKey());
    List<String> values = asked.getValues() == null ? List.of() : asked.getValues();
    return switch (String.valueOf(asked.getOperator())) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
