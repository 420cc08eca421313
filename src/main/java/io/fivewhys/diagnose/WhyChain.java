package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.diagnose.Weighing.Weighed;
import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.Rollout;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Suspect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The five whys: from what clients see, step by step, down to a root. */
final class WhyChain {
  private final Situation situation;

  WhyChain(Situation situation) {
    this.situation = situation;
  }

  /** At least two steps, the symptom first and the root last. */
  List<WhyStep> of(Weighed root) {
    var steps = new Steps();
    Way way = wayTo(root);
    way.steps().stream().limit(1).map(WhyStep.Seen::new).forEach(steps::add);
    way.steps().stream().skip(1).map(WhyStep.Passed::new).forEach(steps::add);
    // Effects lie between the symptom and their root, the furthest from the root first. What the
    // root does to others, which these requests do not meet, is no step between.
    List<Weighed> effects = new ArrayList<>(root.effects);
    effects.removeIf(effect -> way.passesBy(effect.hypothesis.subject().name()));
    effects.sort(
        Comparator.comparingInt((Weighed it) -> hops(it, root))
            .reversed()
            .thenComparing(it -> it.hypothesis.toString()));
    for (Weighed effect : effects) {
      strongest(effect).map(it -> new WhyStep.Found(effect, it)).ifPresent(steps::add);
    }
    // The heaviest last, and a change after what it did: nothing comes before it.
    List<Evidence> own = new ArrayList<>();
    root.evidence.stream().filter(Evidence::isWhy).limit(3).forEach(own::add);
    root.evidence.stream()
        .filter(it -> it.isWhy() && isNothingButAChange(it) && !own.contains(it))
        .findFirst()
        .ifPresent(own::add);
    own.sort(
        Comparator.comparing(WhyChain::isNothingButAChange)
            .thenComparing(Evidence::weight)
            .thenComparing(Evidence::statement));
    own.forEach(it -> steps.add(new WhyStep.Found(root, it)));
    if (own.isEmpty() || steps.byWords.size() < 2) {
      steps.add(new WhyStep.Itself(Conclusion.causeSummary(root)));
    }
    return List.copyOf(steps.byWords.values());
  }

  /** What was said is not said again. */
  private static final class Steps {
    final Map<String, WhyStep> byWords = new LinkedHashMap<>();

    void add(WhyStep step) {
      byWords.putIfAbsent(step.statement(), step);
    }
  }

  /**
   * How the requests of one symptom get to where they fail.
   *
   * @param steps in words, the symptom first
   * @param others who is suspected and whom they do not meet there
   */
  private record Way(List<String> steps, Set<String> others) {
    boolean passesBy(String name) {
      return others.contains(name);
    }
  }

  /** To the root, or to the deepest of what it explains. */
  private Way wayTo(Weighed root) {
    Optional<Suspect> end =
        suspect(root)
            .or(
                () ->
                    root.effects.stream()
                        .flatMap(effect -> suspect(effect).stream())
                        .max(
                            Comparator.comparingInt((Suspect it) -> it.path().size())
                                .thenComparing(Suspect::name, Comparator.reverseOrder())));
    if (end.isEmpty()) {
      return new Way(worst(), Set.of());
    }
    var met = new HashSet<>(List.of(end.get().name(), situation.directory().gateway()));
    for (String step : end.get().path()) {
      Suspects.Hop hop = situation.hops().get(step);
      if (hop != null) {
        met.addAll(List.of(hop.from(), hop.to()));
      }
    }
    Set<String> others =
        situation.suspects().stream()
            .map(Suspect::name)
            .filter(name -> !met.contains(name))
            .collect(Collectors.toSet());
    return new Way(end.get().path(), others);
  }

  private Optional<Suspect> suspect(Weighed weighed) {
    return situation.suspects().stream()
        .filter(it -> it.name().equals(weighed.hypothesis.subject().name()))
        .filter(it -> !it.path().isEmpty())
        .findFirst();
  }

  private List<String> worst() {
    return situation.routes().failing().stream()
        .max(
            Comparator.comparingLong(FailingRoute::errors)
                .thenComparing(FailingRoute::route, Comparator.reverseOrder()))
        .map(Symptoms::statement)
        .map(List::of)
        .orElse(List.of());
  }

  private static boolean isNothingButAChange(Evidence evidence) {
    return !evidence.facts().isEmpty()
        && evidence.facts().stream()
            .allMatch(fact -> fact instanceof Rollout || fact instanceof ConfigChange);
  }

  private static int hops(Weighed effect, Weighed root) {
    int hops = 0;
    for (Weighed step = effect; step != null && step != root; step = step.explainedBy) {
      Budget.tick();
      hops++;
    }
    return hops;
  }

  private static Optional<Evidence> strongest(Weighed weighed) {
    return weighed.evidence.stream().filter(Evidence::isWhy).findFirst();
  }
}
