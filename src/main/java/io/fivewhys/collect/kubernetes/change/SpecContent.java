package io.fivewhys.collect.kubernetes.change;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What the spec of a routing object, Service or policy says, and those of its annotations that
 * change what is done with requests, by paths that a reader understands: {@code
 * spec.rules[/orders].backend.service.port}.
 *
 * <p>An element of a list is called by what it is about, not by its place, so that one put in front
 * does not make all others differ.
 */
final class SpecContent {
  private static final int MOST_VALUES = 1_000;
  private static final int DEEPEST = 20;
  private static final int LONGEST_LABEL = 120;

  /** What the cluster fills in by itself. */
  private static final Set<String> FILLED_IN =
      Set.of(
          "clusterIPs",
          "ipFamilies",
          "ipFamilyPolicy",
          "nodePort",
          "healthCheckNodePort",
          "allocateLoadBalancerNodePorts");

  private final Content.Writer content;
  private int values;

  private SpecContent(Content.Writer content) {
    this.content = content;
  }

  /**
   * @param kind such as Ingress
   * @param spec as the API has it in JSON
   */
  static Content of(String kind, Object spec, Map<String, String> annotations, KeyedHash hash) {
    var writer = new Content.Writer(hash);
    var reading = new SpecContent(writer);
    if (spec instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> reading.field(kind, name.toString(), value));
    }
    annotations.forEach(
        (name, value) -> {
          if (!Noise.isAnnotation(name)) {
            writer.put("metadata.annotations[" + label(name) + "]", value == null ? "" : value);
          }
        });
    return writer.done();
  }

  private void field(String kind, String name, Object value) {
    String path = "spec." + name;
    boolean policy = kind.equals("NetworkPolicy");
    switch (name) {
      case "clusterIP" -> {
        if ("None".equals(value)) {
          put(path, "None");
        }
      }
      case "rules" -> rules(path, value);
      case "podSelector" -> put(path, Compact.of(value));
      case "ingress", "egress" -> {
        if (policy) {
          policyRules(path, value);
        } else {
          flatten(path, value, DEEPEST);
        }
      }
      default -> {
        if (!FILLED_IN.contains(name)) {
          flatten(path, value, DEEPEST);
        }
      }
    }
  }

  /** Of an Ingress by host and path, of an HTTPRoute by the path that is matched. */
  private void rules(String path, Object rules) {
    int place = 0;
    for (Object rule : listOf(rules)) {
      if (rule instanceof Map<?, ?> fields && fields.get("http") instanceof Map<?, ?> http) {
        String host = text(fields.get("host"));
        for (Object each : listOf(http.get("paths"))) {
          if (each instanceof Map<?, ?> one) {
            String called = host + (text(one.get("path")).isEmpty() ? "/" : text(one.get("path")));
            element(path, called, without(one, "path"));
          }
        }
      } else if (rule instanceof Map<?, ?> fields) {
        element(path, routeRule(fields, place), fields);
      }
      place++;
    }
  }

  private static String routeRule(Map<?, ?> rule, int place) {
    for (Object match : listOf(rule.get("matches"))) {
      if (match instanceof Map<?, ?> it && it.get("path") instanceof Map<?, ?> matched) {
        String value = text(matched.get("value"));
        return value.isEmpty() ? "" + place : value;
      }
    }
    return "" + place;
  }

  private void policyRules(String path, Object rules) {
    int place = 0;
    for (Object rule : listOf(rules)) {
      if (rule instanceof Map<?, ?> fields) {
        String at = path + "[" + place++ + "]";
        if (fields.isEmpty()) {
          put(at, "anything");
        }
        fields.forEach((name, value) -> put(at + "." + name, Compact.of(value)));
      }
    }
    if (place == 0) {
      put(path, "nothing");
    }
  }

  private void flatten(String path, Object node, int deepest) {
    if (values >= MOST_VALUES || deepest == 0 || node == null) {
      return;
    }
    switch (node) {
      case Map<?, ?> map -> {
        if (path.endsWith(".port") && isNameOrNumber(map)) {
          put(path, text(map.values().iterator().next()));
          return;
        }
        map.forEach(
            (name, value) -> {
              if (!FILLED_IN.contains(name.toString())) {
                String key = name.toString();
                boolean plain = key.matches("[A-Za-z0-9_-]+");
                flatten(path + (plain ? "." + key : "[" + label(key) + "]"), value, deepest - 1);
              }
            });
      }
      case List<?> list -> list(path, list, deepest);
      default -> put(path, node.toString());
    }
  }

  private void list(String path, List<?> list, int deepest) {
    if (list.stream().noneMatch(Map.class::isInstance)) {
      var joined = new StringJoiner(", ");
      list.forEach(it -> joined.add(String.valueOf(it)));
      put(path, joined.toString());
      return;
    }
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof Map<?, ?> fields) {
        String by = calledBy(path, fields);
        String called = by.isEmpty() ? "" + i : label(qualified(fields, by));
        boolean free = taken.add(called);
        flatten(
            path + "[" + (free ? called : i) + "]",
            by.isEmpty() || !free ? fields : without(fields, by),
            deepest - 1);
      }
    }
  }

  /** The field that tells an element from its neighbours. */
  private static String calledBy(String path, Map<?, ?> fields) {
    if (path.endsWith("matches")) {
      return "";
    }
    for (String name : List.of("name", "port", "secretName")) {
      if (!text(fields.get(name)).isEmpty()) {
        return name;
      }
    }
    return "";
  }

  /** A backend in another namespace is called by both. */
  private static String qualified(Map<?, ?> fields, String by) {
    String namespace = text(fields.get("namespace"));
    return (namespace.isEmpty() ? "" : namespace + "/") + text(fields.get(by));
  }

  private void element(String path, String called, Map<?, ?> fields) {
    String at = path + "[" + label(called) + "]";
    if (fields.isEmpty()) {
      put(at, "");
    }
    for (var field : fields.entrySet()) {
      String name = field.getKey().toString();
      if (name.equals("matches")) {
        put(at + ".matches", Compact.of(field.getValue()));
      } else {
        flatten(at + "." + name, field.getValue(), DEEPEST);
      }
    }
  }

  /** {@code {number: 8080}} of an Ingress backend. */
  private static boolean isNameOrNumber(Map<?, ?> map) {
    return map.size() == 1
        && (map.get("number") instanceof Number || map.get("name") instanceof String)
        && !(map.values().iterator().next() instanceof Map);
  }

  private void put(String path, String value) {
    if (values++ < MOST_VALUES) {
      content.putField(path, value);
    }
  }

  private static Map<Object, Object> without(Map<?, ?> map, String key) {
    var rest = new LinkedHashMap<Object, Object>(map);
    rest.remove(key);
    return rest;
  }

  private static List<?> listOf(Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static String text(Object node) {
    return node instanceof String || node instanceof Number ? node.toString() : "";
  }

  /** What may stand between the brackets of a path. */
  private static String label(String text) {
    String plain = text.replace('[', '(').replace(']', ')').replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= LONGEST_LABEL ? plain : plain.substring(0, LONGEST_LABEL);
  }
}
