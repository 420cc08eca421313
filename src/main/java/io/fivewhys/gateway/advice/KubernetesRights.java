package io.fivewhys.gateway.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rights that a reason says are missing, as the rules of a Role that grant them. */
final class KubernetesRights {
  /** As {@code may not list deployments.apps in shop} and {@code may not get pods/log in shop}. */
  private static final Pattern MISSING =
      Pattern.compile(
          "may not (get|list|watch) ([a-z]+)((?:\\.[a-z0-9-]+)+)?(/[a-z]+)?"
              + " in (the cluster|[-a-z0-9]+)");

  private static final String CLUSTER = "the cluster";
  private static final int MOST_PLACES = 5;

  private KubernetesRights() {}

  private record Rule(String group, String verbs) implements Comparable<Rule> {
    static Rule of(Matcher missing) {
      String group = missing.group(3) == null ? "" : missing.group(3).substring(1);
      String verbs =
          missing.group(4) != null
              ? "get"
              : group.equals("metrics.k8s.io") ? "get, list" : "get, list, watch";
      return new Rule(group, verbs);
    }

    @Override
    public int compareTo(Rule other) {
      int byGroup = group.compareTo(other.group);
      return byGroup != 0 ? byGroup : verbs.compareTo(other.verbs);
    }

    String yaml(TreeSet<String> resources) {
      return "- apiGroups: [\"%s\"]%n  resources: [%s]%n  verbs: [%s]"
          .formatted(group, String.join(", ", resources), verbs)
          .replace(System.lineSeparator(), "\n");
    }
  }

  /** The rules to add for each place, and how to see that they hold; empty where none is named. */
  static List<Step> in(String reason) {
    Map<String, Map<Rule, TreeSet<String>>> places = new TreeMap<>();
    Map<String, String> questions = new TreeMap<>();
    Matcher missing = MISSING.matcher(reason);
    while (missing.find()) {
      if (missing.group(2).equals("anything")) {
        continue;
      }
      String resource = missing.group(2) + (missing.group(4) == null ? "" : missing.group(4));
      places
          .computeIfAbsent(missing.group(5), _ -> new TreeMap<>())
          .computeIfAbsent(Rule.of(missing), _ -> new TreeSet<>())
          .add(resource);
      questions.putIfAbsent(missing.group(5), question(missing));
    }
    List<Step> steps = new ArrayList<>();
    places.forEach(
        (place, rules) -> {
          if (steps.size() < MOST_PLACES) {
            steps.add(rules(place, rules));
          }
        });
    questions.values().stream().limit(1).forEach(it -> steps.add(Step.of(ASK, it)));
    return steps;
  }

  private static final String ASK =
      "See whether the right is there, with the name of the service's own account; the next look"
          + " finds out by itself.";

  private static Step rules(String place, Map<Rule, TreeSet<String>> rules) {
    String where =
        place.equals(CLUSTER)
            ? "the ClusterRole that a ClusterRoleBinding gives to the service's account"
            : "the Role in namespace " + place + " that is bound to the service's account";
    List<String> yaml = new ArrayList<>();
    rules.forEach((rule, resources) -> yaml.add(rule.yaml(resources)));
    return Step.of(
        "Add to the rules of "
            + where
            + "; config/kubernetes-reader.yaml holds all that it can use.",
        String.join("\n", yaml));
  }

  private static String question(Matcher missing) {
    String group = missing.group(3) == null ? "" : missing.group(3);
    String sub = missing.group(4) == null ? "" : " --subresource=" + missing.group(4).substring(1);
    boolean wide = missing.group(5).equals(CLUSTER);
    return "kubectl auth can-i %s %s%s%s%s --as=system:serviceaccount:NAMESPACE:fivewhys"
        .formatted(
            missing.group(1), missing.group(2), group, sub, wide ? "" : " -n " + missing.group(5));
  }
}
