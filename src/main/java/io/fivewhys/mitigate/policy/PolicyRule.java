package io.fivewhys.mitigate.policy;

import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.guard.Hours;
import io.fivewhys.settings.Required;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for some recommendations. Each condition that is left out fits all; one that is given
 * must hold.
 *
 * @param name as decisions name it
 * @param namespaces of the target
 * @param labels all of them, of the object that is acted on; where none of its labels are known,
 *     such a rule {@linkplain #isOpen may fit or not}
 * @param causes categories
 * @param leastConfidence in the cause, 0.0 to 1.0
 * @param hours it holds only within one of them
 * @param twoPeople who requested it may not approve it
 * @param plainDelete a pod may be deleted where a disruption budget refuses its eviction
 * @param undoWhenWorse what made things worse is taken back without asking
 */
public record PolicyRule(
    @Required String name,
    Optional<List<String>> gateways,
    Optional<List<String>> namespaces,
    Optional<Map<String, String>> labels,
    Optional<List<Action>> actions,
    Optional<List<Category>> causes,
    Optional<Double> leastConfidence,
    Optional<List<Hours>> hours,
    @Required Mode mode,
    Optional<Boolean> twoPeople,
    Optional<Boolean> plainDelete,
    Optional<Boolean> undoWhenWorse) {
  private static final int MOST = 1_000;

  public PolicyRule {
    gateways = names("gateways", gateways);
    namespaces = names("namespaces", namespaces);
    labels = labels.map(it -> Map.copyOf(bounded("labels", it.keySet(), it)));
    actions = entries("actions", actions);
    causes = entries("causes", causes);
    hours = entries("hours", hours);
    if (actions.filter(it -> it.contains(Action.MANUAL)).isPresent()) {
      throw new IllegalArgumentException(
          "actions that the service can do; manual is for people alone");
    }
    if (twoPeople.orElse(false) && mode != Mode.APPROVE) {
      throw new IllegalArgumentException(
          "two-people only with mode: approve; nobody is asked with mode: "
              + mode.toString().toLowerCase(java.util.Locale.ROOT));
    }
  }

  private static Optional<List<String>> names(String key, Optional<List<String>> given) {
    given
        .flatMap(them -> them.stream().filter(it -> it.contains("*")).findFirst())
        .ifPresent(
            it -> {
              throw new IllegalArgumentException(
                  "whole names in %s, not \"%s\"; for all of them leave out the key %s"
                      .formatted(key, it, key));
            });
    return entries(key, given);
  }

  private static <T> Optional<List<T>> entries(String key, Optional<List<T>> given) {
    return given.map(it -> List.copyOf(bounded(key, it, it)));
  }

  private static <T> T bounded(String key, Collection<?> entries, T value) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          "at least one entry in %s; for all of them leave out the key %s".formatted(key, key));
    }
    if (entries.size() > MOST) {
      throw new IllegalArgumentException("at most %d entries in %s".formatted(MOST, key));
    }
    return value;
  }

  /**
   * Whether it holds for a recommendation about a target with these labels. Where none are known it
   * counts as fitting: see {@link #isOpen}.
   */
  boolean fits(Recommendation it, Map<String, String> targetLabels, Instant now) {
    String namespace = it.remedy().target().namespace().orElse(it.namespace());
    return has(gateways, it.gateway())
        && has(namespaces, namespace)
        && (isOpen(targetLabels) || haveAll(targetLabels))
        && has(actions, it.remedy().action())
        && has(causes, it.cause().category())
        && isSure(it.confidence())
        && hours.map(them -> them.stream().anyMatch(each -> each.contain(now))).orElse(true);
  }

  /**
   * Whether nobody can tell if it holds: it asks for labels, and none of the target's are known.
   * What it forbids must not fall through to a later rule that allows it.
   */
  boolean isOpen(Map<String, String> targetLabels) {
    return labels.isPresent() && targetLabels.isEmpty();
  }

  private boolean haveAll(Map<String, String> targetLabels) {
    return labels
        .map(wanted -> targetLabels.entrySet().containsAll(wanted.entrySet()))
        .orElse(true);
  }

  /** Whether it may let an action be done because of a gateway. */
  boolean mayLet(String gateway, Action action) {
    return mode != Mode.RECOMMEND && has(gateways, gateway) && has(actions, action);
  }

  private static <T> boolean has(Optional<List<T>> wanted, T value) {
    return wanted.map(them -> them.contains(value)).orElse(true);
  }

  private boolean isSure(double confidence) {
    return leastConfidence.map(least -> confidence >= least).orElse(true);
  }
}
