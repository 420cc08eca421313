package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A label selector of an object, as lists take it. */
final class Selector {
  private Selector() {}

  /**
   * @param selector with {@code matchLabels} and {@code matchExpressions}
   */
  static String of(JsonNode selector) {
    List<String> all = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(it -> all.add(it.getKey() + "=" + it.getValue().asText()));
    for (JsonNode each : selector.path("matchExpressions")) {
      String key = each.path("key").asText();
      List<String> values = new ArrayList<>();
      each.path("values").forEach(it -> values.add(it.asText()));
      String among = "(" + String.join(",", values) + ")";
      all.add(
          switch (each.path("operator").asText()) {
            case "In" -> key + " in " + among;
            case "NotIn" -> key + " notin " + among;
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            // Whoever adds an operator narrows the list; owners are looked at all the same.
            default -> key;
          });
    }
    return String.join(",", all);
  }
}
