package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.Weighing.Weighed;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.LongTermFix;
import io.fivewhys.inference.Need;
import io.fivewhys.inference.Proposal;
import io.fivewhys.inference.Subject;
import io.fivewhys.inference.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts what the rules concluded into the form of the contract. */
final class Conclusion {
  /** A cause less likely than this is named, and nothing is proposed for it. */
  private static final double LEAST_CONFIDENCE_TO_ACT = 0.35;

  private static final int MOST_CAUSES = 5;

  private final String revision;
  private final DiagnosisPolicy policy;
  private final Situation situation;
  private final Evaluation evaluation;
  private final Weighing weighing;
  private final FactIndex index;
  private final WhyChain chain;
  private final List<FailingRoute> failing;
  private final List<Diagnosis.Symptom> symptoms;

  Conclusion(String revision, DiagnosisPolicy policy, Situation situation, Evaluation evaluation) {
    this.revision = revision;
    this.policy = policy;
    this.situation = situation;
    this.evaluation = evaluation;
    this.weighing = new Weighing(evaluation, policy.reportingConfidence());
    this.index = new FactIndex(situation);
    this.chain = new WhyChain(situation);
    this.failing = loudestFirst(situation.routes().failing());
    this.symptoms =
        failing.stream()
            .map(it -> new Diagnosis.Symptom(Symptoms.statement(it), index.of(it.facts())))
            .toList();
  }

  Diagnosis diagnosis() {
    boolean symptom = !situation.routes().failing().isEmpty();
    List<Weighed> roots = symptom ? weighing.roots() : List.of();
    Verdict verdict = verdict(symptom, roots);
    List<WhyGraph.Told> told =
        roots.stream().limit(MOST_CAUSES).map(it -> new WhyGraph.Told(it, chain.of(it))).toList();
    List<Diagnosis.Cause> causes = told.stream().map(this::cause).toList();
    List<Diagnosis.RuledOut> ruledOut = symptom ? ruledOut(roots) : List.of();
    return new Diagnosis(
        "",
        situation.snapshot().gateway(),
        situation.snapshot().namespace(),
        situation.snapshot().observedAt(),
        verdict,
        summary(verdict, causes),
        symptoms,
        causes,
        ruledOut,
        situation.blind().stream()
            .map(it -> new Diagnosis.BlindSource(it.source(), it.subject(), it.reason()))
            .toList(),
        needs(verdict),
        escalation(verdict, causes),
        new Diagnosis.RulebookRef(revision),
        List.of(),
        symptom ? Optional.of(graph(told, ruledOut)) : Optional.empty());
  }

  private DiagnosisGraph graph(List<WhyGraph.Told> told, List<Diagnosis.RuledOut> ruledOut) {
    return WhyGraph.of(
        new WhyGraph.Parts(
            failing, symptoms, told, ruledOut, weighing, evaluation, index, situation.hops()));
  }

  private Verdict verdict(boolean symptom, List<Weighed> roots) {
    if (!symptom) {
      // No data is not health: without a single count of answers nothing can be said.
      return situation.routes().seen() ? Verdict.HEALTHY : Verdict.INCONCLUSIVE;
    }
    return roots.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.DIAGNOSED;
  }

  private static List<FailingRoute> loudestFirst(List<FailingRoute> failing) {
    return failing.stream()
        .sorted(
            Comparator.comparingLong(FailingRoute::errors)
                .reversed()
                .thenComparing(FailingRoute::route))
        .toList();
  }

  private Diagnosis.Cause cause(WhyGraph.Told told) {
    Weighed root = told.root();
    List<Diagnosis.Evidence> evidence =
        root.evidence.stream()
            .map(
                it ->
                    new Diagnosis.Evidence(
                        evaluation.rule(it), it.statement(), it.weight(), index.of(it.facts())))
            .toList();
    boolean worthActing = root.confidence() >= LEAST_CONFIDENCE_TO_ACT;
    return new Diagnosis.Cause(
        root.hypothesis.category(),
        root.mechanism(),
        root.hypothesis.subject(),
        root.confidence(),
        causeSummary(root),
        told.why().stream().map(WhyStep::statement).toList(),
        evidence,
        worthActing ? mitigations(root) : List.of(),
        worthActing ? fixes(root) : List.of(),
        policy.runbooks(),
        root.prior(),
        root.competition,
        root.score(),
        root.effects.stream().map(it -> effect(it.hypothesis)).sorted().toList());
  }

  private static String effect(Hypothesis effect) {
    return effect.category().words() + " of " + effect.subject();
  }

  /** "Dependency failure of Dependency/orders-db". */
  static String words(Hypothesis hypothesis) {
    return capital(effect(hypothesis));
  }

  static String causeSummary(Weighed root) {
    String told =
        root.evidence.stream()
            .filter(it -> it.isFor() && !it.mechanism().isEmpty())
            .findFirst()
            .or(() -> root.evidence.stream().findFirst())
            .map(it -> it.statement())
            .orElse("");
    return Words.of(
        "{} of {} ({}): {}",
        capital(root.hypothesis.category().words()),
        root.hypothesis.subject(),
        root.mechanism().replace('_', ' '),
        told);
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private List<Diagnosis.Mitigation> mitigations(Weighed root) {
    // Two reasons for one command are one thing to do.
    Set<String> told = new HashSet<>();
    return evaluation.proposals().stream()
        .filter(it -> isFor(it.cause(), root))
        .sorted(
            Comparator.comparingInt(Proposal::rank)
                .thenComparing(Proposal::summary)
                .thenComparing(Proposal::because)
                .thenComparing(Conclusion::written))
        .filter(it -> told.add(it.action() + " " + it.command()))
        .map(
            it ->
                new Diagnosis.Mitigation(
                    it.action(),
                    it.target(),
                    it.parameters(),
                    it.summary(),
                    it.command(),
                    it.risk(),
                    it.because()))
        .toList();
  }

  private static boolean isFor(Hypothesis cause, Weighed root) {
    Budget.tick();
    return cause.equals(root.hypothesis);
  }

  private List<Diagnosis.Fix> fixes(Weighed root) {
    return evaluation.fixes().stream()
        .filter(it -> isFor(it.cause(), root))
        .sorted(Comparator.comparing(LongTermFix::title).thenComparing(LongTermFix::detail))
        .map(it -> new Diagnosis.Fix(it.title(), it.detail()))
        .toList();
  }

  private List<Diagnosis.RuledOut> ruledOut(List<Weighed> roots) {
    List<Diagnosis.RuledOut> list = new ArrayList<>();
    Set<Weighed> told = Collections.newSetFromMap(new IdentityHashMap<>());
    told.addAll(roots);
    Set<Subjected> known = new HashSet<>();
    for (Weighed weighed : weighing.all()) {
      Budget.tick();
      if (told.contains(weighed)) {
        continue;
      }
      known.add(new Subjected(weighed.hypothesis.category(), weighed.hypothesis.subject()));
      list.add(
          new Diagnosis.RuledOut(
              weighed.hypothesis.category(),
              Optional.of(weighed.hypothesis.subject()),
              reason(weighed)));
    }
    evaluation.ruledOut().stream()
        .filter(
            it -> {
              Budget.tick();
              return !known.contains(new Subjected(it.category(), it.subject()));
            })
        .map(it -> new Diagnosis.RuledOut(it.category(), Optional.of(it.subject()), it.because()))
        .forEach(list::add);
    list.sort(
        Comparator.comparing((Diagnosis.RuledOut it) -> it.category())
            .thenComparing(it -> written(it.subject()))
            .thenComparing(Diagnosis.RuledOut::because));
    return list;
  }

  private record Subjected(Category category, Subject subject) {}

  /** For an order that does not change; sorting asks for it often. */
  private static String written(Object value) {
    Budget.tick();
    return value.toString();
  }

  private String reason(Weighed weighed) {
    if (weighed.explainedBy != null) {
      Weighed root = weighed.explainedBy;
      return Words.of(
          "an effect of the {} of {}",
          root.hypothesis.category().words(),
          root.hypothesis.subject());
    }
    return weighed.evidence.reversed().stream()
        .filter(it -> !it.isFor())
        .findFirst()
        .map(it -> it.statement())
        .orElseGet(
            () ->
                Words.of(
                    "too little speaks for it ({} decibans): {}",
                    weighed.sum(),
                    weighed.evidence.getFirst().statement()));
  }

  private List<String> needs(Verdict verdict) {
    return verdict == Verdict.HEALTHY
        ? List.of()
        : evaluation.needs().stream().map(Need::what).distinct().sorted().toList();
  }

  private String summary(Verdict verdict, List<Diagnosis.Cause> causes) {
    String gateway = situation.snapshot().gateway();
    return switch (verdict) {
      case HEALTHY -> gateway + ": no route answers more 5xx than usual.";
      case INCONCLUSIVE ->
          situation.routes().failing().isEmpty()
              ? gateway + ": nothing was counted on any route, so nothing can be said."
              : Words.of("{}: {}; nothing observed says why.", gateway, leadingSymptom());
      case DIAGNOSED ->
          Words.of(
              "{}: {}. {} (confidence {}).",
              gateway,
              leadingSymptom(),
              causes.getFirst().summary(),
              sure(causes.getFirst().confidence()));
    };
  }

  /** Never 100 %: no sum of evidence is that. */
  private static String sure(double confidence) {
    return confidence > 0.99 ? "over 99 %" : Words.share(confidence);
  }

  private String leadingSymptom() {
    int more = symptoms.size() - 1;
    return symptoms.getFirst().statement()
        + (more == 0 ? "" : " (and " + Words.count(more, "more route") + ")");
  }

  private Diagnosis.Escalation escalation(Verdict verdict, List<Diagnosis.Cause> causes) {
    EscalationPolicy to = policy.escalation();
    boolean nothingToDo = verdict == Verdict.DIAGNOSED && causes.getFirst().mitigations().isEmpty();
    boolean now =
        nothingToDo || verdict == Verdict.INCONCLUSIVE && !situation.routes().failing().isEmpty();
    String because =
        switch (verdict) {
          case HEALTHY -> "nothing to escalate";
          case INCONCLUSIVE ->
              now
                  ? "requests fail and nothing observed says why: a person has to look"
                  : "nothing was observed: check the sources first";
          case DIAGNOSED ->
              now
                  ? "a cause is known and nothing is known to help at once"
                  : "when unresolved by then";
        };
    return new Diagnosis.Escalation(
        now, to.after(), to.team(), to.slack(), to.pagerduty(), because);
  }
}
