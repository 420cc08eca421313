package io.fivewhys.mitigate.policy;

import io.fivewhys.mitigate.guard.Freeze;
import io.fivewhys.mitigate.guard.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A policy as it is written.
 *
 * @param rules the first that fits holds; what none fits is only recommended
 * @param protectedNamespaces in which nothing is ever done
 * @param freezes in which nothing is done
 */
record PolicyFile(
    List<PolicyRule> rules,
    Limits limits,
    List<String> protectedNamespaces,
    List<Freeze> freezes,
    Fallback fallback,
    TimingConfig timing) {
  /** Whoever breaks these breaks the cluster itself. */
  static final List<String> ALWAYS_PROTECTED =
      List.of("kube-system", "kube-public", "kube-node-lease");

  private static final int MOST = 500;

  PolicyFile {
    rules = List.copyOf(rules);
    protectedNamespaces = List.copyOf(protectedNamespaces);
    freezes = List.copyOf(freezes);
    atMost("rules", rules);
    atMost("protected-namespaces", protectedNamespaces);
    atMost("freezes", freezes);
    var names = new HashSet<String>();
    for (PolicyRule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException(
            "each name of a rule once; \"%s\" stands there twice".formatted(rule.name()));
      }
    }
    if (protectedNamespaces.stream().anyMatch(it -> it.contains("*"))) {
      throw new IllegalArgumentException("whole names in protected-namespaces");
    }
  }

  static PolicyFile defaults() {
    return new PolicyFile(
        List.of(),
        Limits.defaults(),
        List.of(),
        List.of(),
        Fallback.defaults(),
        TimingConfig.defaults());
  }

  private static void atMost(String key, List<?> entries) {
    if (entries.size() > MOST) {
      throw new IllegalArgumentException("at most %d entries in %s".formatted(MOST, key));
    }
  }

  Set<String> allProtected() {
    var all = new HashSet<>(ALWAYS_PROTECTED);
    all.addAll(protectedNamespaces);
    return Set.copyOf(all);
  }
}
