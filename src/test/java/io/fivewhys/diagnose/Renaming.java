package io.fivewhys.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gives every workload, dependency and service of a snapshot a new name, wherever it stands: in
 * fields, in log lines and samples, in names of pods and of objects, and in the spellings that code
 * has for it ({@code price-engine}, {@code PriceEngine}, {@code price_engine}, {@code
 * PRICE_ENGINE}).
 *
 * <p>A new name has as many parts as the old one and a host name as many labels, since that much is
 * form and not name. Parts of the platform, such as the cluster's DNS, keep their names.
 */
final class Renaming {
  /** Where names of workloads, dependencies and services stand by themselves. */
  private static final Set<String> NAMING =
      Set.of(
          "workload", "upstream", "caller", "callee", "dependency", "service", "usedBy", "affects");

  /** Words of the contract and of Kubernetes, and of no one's choosing. */
  private static final Set<String> VOCABULARY =
      Set.of(
          "kind",
          "pattern",
          "format",
          "resource",
          "state",
          "status",
          "role",
          "type",
          "phase",
          "condition",
          "action",
          "unit",
          "workloadKind",
          "reason",
          "waitingReason",
          "terminatedReason",
          "changes",
          "conditions",
          "managedBy",
          "source");

  /** Parts of the platform are known by their names. */
  private static final Pattern PLATFORM =
      Pattern.compile(".*dns.*|kube-.*|kubelet|calico-.*|cilium.*|csi-.*|.*-csi");

  /** Labels of host names that are form. */
  private static final Set<String> DOMAINS = Set.of("example", "com", "org", "net", "eu", "svc");

  private final Map<String, String> spellings = new HashMap<>();
  private final Map<String, String> parts = new HashMap<>();
  private final Pattern names;

  /**
   * @param kin whether names that share a part share one afterwards too
   */
  Renaming(JsonNode snapshot, long seed, boolean kin) {
    Random random = new Random(seed);
    Set<String> taken = new TreeSet<>();
    Map<String, String> whole = new TreeMap<>();
    List<String> camel = new ArrayList<>();
    for (String old : namesIn(snapshot)) {
      String fresh = invented(old, random, taken, kin);
      whole.put(old, fresh);
      String[] was = old.split("-");
      String[] is = fresh.split("-");
      if (old.contains(".") || !Arrays.stream(was).allMatch(it -> it.matches("[a-z]\\w*"))) {
        continue;
      }
      if (was.length > 1) {
        whole.put(String.join("_", was), String.join("_", is));
        whole.put(String.join("", was), String.join("", is));
      }
      if (was.length > 1 || old.length() > 4) {
        whole.put(upper(String.join("_", was)), upper(String.join("_", is)));
        spellings.put(camel(was), camel(is));
        camel.add(camel(was));
      }
      if (was.length > 1) {
        spellings.put(lowerFirst(camel(was)), lowerFirst(camel(is)));
        camel.add(lowerFirst(camel(was)));
      }
    }
    spellings.putAll(whole);
    names =
        Pattern.compile(
            "(?<![A-Za-z0-9])(?<!springframework\\.)"
                + anyOf(whole.keySet())
                + "(?![A-Za-z0-9])|(?<![A-Z])"
                + anyOf(camel)
                + "(?![a-z])");
  }

  private static Set<String> namesIn(JsonNode snapshot) {
    Set<String> names = new TreeSet<>(List.of(snapshot.get("gateway").asText()));
    for (JsonNode fact : snapshot.get("facts")) {
      if (fact.get("kind").asText().equals("Workload")) {
        names.add(fact.get("name").asText());
      }
      for (String field : NAMING) {
        JsonNode value = fact.path(field);
        if (value.isTextual()) {
          names.add(value.asText());
        }
        value.forEach(it -> names.add(it.asText()));
      }
    }
    names.removeIf(it -> PLATFORM.matcher(it).matches());
    return names;
  }

  private static String anyOf(java.util.Collection<String> texts) {
    return texts.stream()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?:", texts.isEmpty() ? "(?!))" : ")"));
  }

  private String invented(String old, Random random, Set<String> taken, boolean kin) {
    StringBuilder name = new StringBuilder();
    int from = 0;
    for (int i = 0; i <= old.length(); i++) {
      if (i == old.length() || old.charAt(i) == '-' || old.charAt(i) == '.') {
        String part = old.substring(from, i);
        boolean form = part.matches("\\d+") || old.contains(".") && DOMAINS.contains(part);
        if (form) {
          name.append(part);
        } else if (kin) {
          name.append(parts.computeIfAbsent(part, key -> word(random, taken)));
        } else {
          name.append(word(random, taken));
        }
        name.append(i == old.length() ? "" : old.charAt(i));
        from = i + 1;
      }
    }
    return name.toString();
  }

  /** A word that no language has, and that nobody used before. */
  private static String word(Random random, Set<String> taken) {
    String word;
    do {
      StringBuilder letters = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        letters.append("bdfgjkvwz".charAt(random.nextInt(9)));
        letters.append("aiou".charAt(random.nextInt(4)));
      }
      word = letters.append('x').toString();
    } while (!taken.add(word));
    return word;
  }

  private static String camel(String[] parts) {
    return Arrays.stream(parts)
        .map(it -> upper(it.substring(0, 1)) + it.substring(1))
        .collect(Collectors.joining());
  }

  private static String lowerFirst(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** The text with new names in the place of old ones. */
  String of(String text) {
    return names.matcher(text).replaceAll(found -> spellings.get(found.group()));
  }

  ObjectNode of(ObjectNode snapshot) {
    return (ObjectNode) rename(snapshot);
  }

  /** The name of an object: {@code orders-env} may belong to {@code orders-api}. */
  String ofObject(String object) {
    String renamed = of(object);
    if (!renamed.equals(object)) {
      return renamed;
    }
    return Pattern.compile("(?<=[/-])[a-z]{3,}(?=-|$)")
        .matcher(object)
        .replaceAll(found -> parts.getOrDefault(found.group(), found.group()));
  }

  private JsonNode rename(JsonNode node) {
    if (node instanceof TextNode text) {
      return TextNode.valueOf(of(text.asText()));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
      array.forEach(it -> renamed.add(rename(it)));
      return renamed;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode renamed = JsonNodeFactory.instance.objectNode();
      boolean setting = Set.of("Setting", "Signal").contains(object.path("kind").asText());
      for (var field : object.properties()) {
        boolean word =
            VOCABULARY.contains(field.getKey()) || setting && field.getKey().equals("name");
        boolean named = Set.of("object", "of").contains(field.getKey());
        renamed.set(
            field.getKey(),
            word
                ? field.getValue()
                : named
                    ? TextNode.valueOf(ofObject(field.getValue().asText()))
                    : rename(field.getValue()));
      }
      return renamed;
    }
    return node;
  }

  /** The same facts in another order. */
  static <T> List<T> shuffled(List<T> facts, long seed) {
    List<T> others = new ArrayList<>(facts);
    Collections.shuffle(others, new Random(seed));
    return others;
  }
}
