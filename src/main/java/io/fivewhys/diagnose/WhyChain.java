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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The five whys: from what clients see, step by step, down to a root. */
final class WhyChain {
  private final Situation situation;

  WhyChain(Situation situation) {
    this.situation = situation;
  }

  /** At least two steps, the symptom first and the root last. */
  List<WhyStep> of(Weighed root) {
    var steps = new Steps();
    List<String> path = pathTo(root);
    path.stream().limit(1).map(WhyStep.Seen::new).forEach(steps::add);
    path.stream().skip(1).map(WhyStep.Passed::new).forEach(steps::add);
    // Effects lie between the symptom and their root, the furthest from the root first.
    List<Weighed> effects = new ArrayList<>(root.effects);
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
    if (steps.byWords.size() < 2) {
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

  private List<String> pathTo(Weighed root) {
    List<Weighed> candidates = new ArrayList<>(List.of(root));
    candidates.addAll(root.effects);
    for (Weighed candidate : candidates) {
      Optional<Suspect> suspect =
          situation.suspects().stream()
              .filter(it -> it.name().equals(candidate.hypothesis.subject().name()))
              .filter(it -> !it.path().isEmpty())
              .findFirst();
      if (suspect.isPresent()) {
        return suspect.get().path();
      }
    }
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
