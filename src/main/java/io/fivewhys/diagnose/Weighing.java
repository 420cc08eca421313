package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.inference.Because;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.RootCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up the evidence and finds the roots.
 *
 * <p>A hypothesis's sum is its prior and the weights of its evidence, in decibans. One that reaches
 * the reporting threshold is credible. A credible hypothesis that another credible one explains is
 * an effect; what remains are roots, ranked by the largest sum among themselves and their effects.
 * Roots compete: one is as likely as its odds against all of them and against "none of these", for
 * which the odds are 1.
 */
final class Weighing {

  /**
   * Before any evidence each cause is one in ten: ten kinds of incident are about as many as a
   * responder keeps in mind. Surges and infrastructure are rarer than a failing service.
   */
  static double priorDecibans(Category category) {
    return switch (category) {
      case UPSTREAM_SERVICE_FAILURE, DEPLOYMENT_ISSUE -> -9;
      case DEPENDENCY_FAILURE, CONFIGURATION_ERROR, RESOURCE_EXHAUSTION -> -10;
      case CIRCUIT_BREAKER_ACTIVATION, INFRASTRUCTURE_FAILURE, TRAFFIC_SURGE -> -11;
    };
  }

  /** A hypothesis with what speaks for and against it. */
  static final class Weighed {
    final Hypothesis hypothesis;
    final List<Evidence> evidence = new ArrayList<>();
    final List<Weighed> effects = new ArrayList<>();
    Weighed explainedBy;
    double competition;

    Weighed(Hypothesis hypothesis) {
      this.hypothesis = hypothesis;
    }

    double prior() {
      return priorDecibans(hypothesis.category());
    }

    /** Decibans before competition. */
    double sum() {
      Budget.tick();
      return evidence.stream().mapToDouble(Evidence::weight).sum() + prior();
    }

    double score() {
      return sum() + competition;
    }

    double confidence() {
      return 1 / (1 + Math.pow(10, -score() / 10));
    }

    /** The finer cause that the heaviest evidence tells. */
    String mechanism() {
      return evidence.stream()
          .filter(it -> it.isFor() && !it.mechanism().isEmpty())
          .findFirst()
          .map(Evidence::mechanism)
          .orElse(hypothesis.category().toString());
    }

    /** The same thing went wrong with both, as with two nodes of one zone: they do not compete. */
    boolean isLike(Weighed other) {
      return this == other
          || (hypothesis.category() == other.hypothesis.category()
              && mechanism().equals(other.mechanism()));
    }

    /** Sum that counts for the rank: a cause takes the place of what it explains. */
    double rank() {
      double rank = sum();
      for (Weighed effect : effects) {
        Budget.tick();
        rank = Math.max(rank, effect.sum());
      }
      return rank;
    }
  }

  /**
   * One hypothesis would explain another, whether or not it was taken: {@link Weighed#explainedBy}.
   */
  record Explanation(Weighed effect, Weighed cause) {}

  private final Evaluation evaluation;
  private final double thresholdDecibans;
  private final Map<Hypothesis, Weighed> all = new LinkedHashMap<>();
  private final List<Explanation> explanations = new ArrayList<>();

  Weighing(Evaluation evaluation, double reportingConfidence) {
    this.evaluation = evaluation;
    this.thresholdDecibans = 10 * Math.log10(reportingConfidence / (1 - reportingConfidence));
    gather();
    explain();
    compete();
  }

  private void gather() {
    Map<Hypothesis, Map<String, Evidence>> strongest = new HashMap<>();
    for (Evidence evidence : evaluation.evidence()) {
      Budget.tick();
      strongest
          .computeIfAbsent(evidence.hypothesis(), key -> new TreeMap<>())
          .merge(evaluation.rule(evidence), evidence, Weighing::stronger);
    }
    strongest.entrySet().stream()
        .sorted(Comparator.comparing(entry -> written(entry.getKey())))
        .forEach(
            entry -> {
              Budget.tick();
              Weighed weighed = new Weighed(entry.getKey());
              weighed.evidence.addAll(entry.getValue().values());
              weighed.evidence.sort(
                  Comparator.comparingDouble(Evidence::weight)
                      .reversed()
                      .thenComparing(Evidence::statement));
              all.put(entry.getKey(), weighed);
            });
  }

  private static Evidence stronger(Evidence one, Evidence other) {
    int order = Double.compare(Math.abs(one.weight()), Math.abs(other.weight()));
    if (order == 0) {
      order = other.statement().compareTo(one.statement());
    }
    return order >= 0 ? one : other;
  }

  boolean isCredible(Weighed weighed) {
    return weighed.sum() >= thresholdDecibans;
  }

  private void explain() {
    Map<Weighed, List<Weighed>> causes = new LinkedHashMap<>();
    List<Because> edges = new ArrayList<>(new HashSet<>(evaluation.because()));
    edges.sort(Comparator.comparing(Weighing::written));
    for (Because edge : edges) {
      Budget.tick();
      Weighed effect = all.get(edge.effect());
      Weighed cause = all.get(edge.cause());
      if (effect != null && cause != null && effect != cause) {
        explanations.add(new Explanation(effect, cause));
        if (isCredible(cause)) {
          causes.computeIfAbsent(effect, key -> new ArrayList<>()).add(cause);
        }
      }
    }
    Comparator<Weighed> best =
        Comparator.comparingDouble(Weighed::sum).thenComparing(it -> written(it.hypothesis));
    causes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(best))
        .forEach(
            entry ->
                entry.getValue().stream()
                    .filter(cause -> !leadsTo(cause, entry.getKey()))
                    .max(best)
                    .ifPresent(cause -> entry.getKey().explainedBy = cause));
    for (Weighed weighed : all.values()) {
      for (Weighed root = weighed.explainedBy; root != null; root = root.explainedBy) {
        Budget.tick();
        root.effects.add(weighed);
      }
    }
  }

  /** A cause that is itself explained by the effect would make a circle. */
  private static boolean leadsTo(Weighed cause, Weighed effect) {
    for (Weighed step = cause; step != null; step = step.explainedBy) {
      Budget.tick();
      if (step == effect) {
        return true;
      }
    }
    return false;
  }

  private void compete() {
    List<Weighed> roots = roots();
    for (Weighed root : roots) {
      double others = 0;
      for (Weighed other : roots) {
        Budget.tick();
        others += root.isLike(other) ? 0 : Math.pow(10, other.sum() / 10);
      }
      root.competition = -10 * Math.log10(1 + others);
    }
  }

  /** Credible hypotheses that nothing credible explains, the best first. */
  List<Weighed> roots() {
    return all.values().stream()
        .filter(it -> isCredible(it) && it.explainedBy == null)
        .sorted(
            Comparator.comparingDouble(Weighed::rank)
                .reversed()
                .thenComparing(Comparator.comparingDouble(Weighed::sum).reversed())
                .thenComparing(it -> written(it.hypothesis)))
        .toList();
  }

  /** For an order that does not change; sorting asks for it often. */
  private static String written(Object value) {
    Budget.tick();
    return value.toString();
  }

  /** The roots as the advice rules see them. */
  List<RootCause> rootCauses() {
    List<RootCause> causes = new ArrayList<>();
    for (Weighed root : roots()) {
      causes.add(
          new RootCause(root.hypothesis, root.mechanism(), root.confidence(), causes.isEmpty()));
    }
    return causes;
  }

  /** Who would explain whom, of all that evidence spoke of, in a fixed order. */
  List<Explanation> explanations() {
    return explanations;
  }

  /** Everything that evidence spoke of, in a fixed order. */
  List<Weighed> all() {
    return List.copyOf(all.values());
  }
}
