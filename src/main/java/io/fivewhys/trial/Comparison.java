package io.fivewhys.trial;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two sides about one snapshot, held against each other. */
final class Comparison {
  private final double leastConfidenceMove;

  /**
   * @param leastConfidenceMove a confidence that moved by more than this has changed, 0.0 to 1.0
   */
  Comparison(double leastConfidenceMove) {
    this.leastConfidenceMove = leastConfidenceMove;
  }

  /** Empty when both say the same, or both fail. */
  Optional<ChangedDiagnosis> of(RecordedSnapshot about, Side active, Side candidate) {
    Set<Difference> differences = differences(active, candidate);
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    List<Told.Mitigation> before = mitigations(active);
    List<Told.Mitigation> after = mitigations(candidate);
    return Optional.of(
        new ChangedDiagnosis(
            about.id(),
            about.recordedAt(),
            about.snapshot().gateway(),
            about.snapshot().namespace(),
            List.copyOf(differences),
            active.told(),
            candidate.told(),
            without(after, before),
            without(before, after),
            rules(active, candidate)));
  }

  private Set<Difference> differences(Side active, Side candidate) {
    return switch (active) {
      case Side.Answered before ->
          switch (candidate) {
            case Side.Answered after -> differences(before.diagnosis(), after.diagnosis());
            case Side.Failed _ -> EnumSet.of(Difference.FAILS);
          };
      case Side.Failed _ ->
          switch (candidate) {
            case Side.Answered _ -> EnumSet.of(Difference.ANSWERS);
            case Side.Failed _ -> EnumSet.noneOf(Difference.class);
          };
    };
  }

  private Set<Difference> differences(Diagnosis before, Diagnosis after) {
    var differences = EnumSet.noneOf(Difference.class);
    if (saysTheSame(before, after)) {
      return differences;
    }
    Told from = Told.of(before);
    Told to = Told.of(after);
    if (mitigationChanged(before, after, from, to)) {
      differences.add(Difference.MITIGATION);
    }
    if (!from.verdict().equals(to.verdict())) {
      differences.add(Difference.VERDICT);
    }
    if (!sameCause(from, to)) {
      differences.add(Difference.CAUSE);
    } else if (from.cause().isPresent() && moved(before, after)) {
      differences.add(Difference.CONFIDENCE);
    }
    if (differences.isEmpty()) {
      differences.add(Difference.DETAIL);
    }
    return differences;
  }

  /** Ids and revision apart, as precisely as a reader of the answer sees it. */
  private static boolean saysTheSame(Diagnosis before, Diagnosis after) {
    Diagnosis one = anonymous(before);
    Diagnosis other = anonymous(after);
    return one.equals(other) || Arrays.equals(DiagnosisJson.json(one), DiagnosisJson.json(other));
  }

  private static Diagnosis anonymous(Diagnosis it) {
    return new Diagnosis(
        "",
        it.gateway(),
        it.namespace(),
        it.observedAt(),
        it.verdict(),
        it.summary(),
        it.symptoms(),
        it.causes(),
        it.ruledOut(),
        it.blind(),
        it.needs(),
        it.escalation(),
        new Diagnosis.RulebookRef(""),
        it.logs());
  }

  private static boolean mitigationChanged(Diagnosis before, Diagnosis after, Told from, Told to) {
    return !from.first().equals(to.first())
        || from.escalateNow() != to.escalateNow()
        || !new HashSet<>(Told.mitigations(before)).equals(new HashSet<>(Told.mitigations(after)));
  }

  private static boolean sameCause(Told from, Told to) {
    return from.cause().map(Comparison::identity).equals(to.cause().map(Comparison::identity));
  }

  private static List<Object> identity(Told.Cause cause) {
    return List.of(cause.category(), cause.subject(), cause.mechanism());
  }

  private boolean moved(Diagnosis before, Diagnosis after) {
    double move = after.causes().getFirst().confidence() - before.causes().getFirst().confidence();
    return Math.abs(move) > leastConfidenceMove;
  }

  private static List<Told.Mitigation> mitigations(Side side) {
    return switch (side) {
      case Side.Answered answered -> Told.mitigations(answered.diagnosis());
      case Side.Failed _ -> List.of();
    };
  }

  private static List<Told.Mitigation> without(
      List<Told.Mitigation> all, List<Told.Mitigation> others) {
    var left = new ArrayList<>(all);
    left.removeAll(new HashSet<>(others));
    return left.stream().limit(ChangedDiagnosis.MOST_MITIGATIONS).toList();
  }

  private static ResponsibleRules rules(Side active, Side candidate) {
    if (active instanceof Side.Answered before && candidate instanceof Side.Answered after) {
      return before
          .trial()
          .get()
          .flatMap(one -> after.trial().get().map(other -> ResponsibleRules.of(one, other)))
          .orElse(ResponsibleRules.UNKNOWN);
    }
    return ResponsibleRules.UNKNOWN;
  }
}
