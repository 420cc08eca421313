package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.diagnose.DiagnosisGraph.Edge;
import io.fivewhys.diagnose.DiagnosisGraph.EdgeKind;
import io.fivewhys.diagnose.DiagnosisGraph.NodeKind;
import io.fivewhys.diagnose.DiagnosisGraph.Standing;
import io.fivewhys.diagnose.DiagnosisGraph.Standpoint;
import io.fivewhys.diagnose.Weighing.Explanation;
import io.fivewhys.diagnose.Weighing.Weighed;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws what an answer was made from. It works nothing out: it is given all that was. */
final class WhyGraph {
  /** Beyond those that a chain of whys begins with. */
  static final int MOST_SYMPTOMS = 12;

  /** Beyond the causes that the answer tells. */
  static final int MOST_HYPOTHESES = 24;

  /** Of a hypothesis that the answer does not tell as a cause; of those all of it is drawn. */
  static final int MOST_EVIDENCE = 5;

  static final int MOST_EXPLANATIONS = 120;

  /** A cause that the answer tells, with its chain of whys. */
  record Told(Weighed root, List<WhyStep> why) {}

  /**
   * What was worked out.
   *
   * @param symptoms in the order of the routes
   * @param causes the most likely first
   */
  record Parts(
      List<FailingRoute> routes,
      List<Diagnosis.Symptom> symptoms,
      List<Told> causes,
      List<Diagnosis.RuledOut> ruledOut,
      Weighing weighing,
      Evaluation evaluation,
      FactIndex index,
      Map<String, Suspects.Hop> hops) {}

  private record Named(Category category, Subject subject) {
    static Named of(Weighed it) {
      return new Named(it.hypothesis.category(), it.hypothesis.subject());
    }
  }

  private final Parts parts;
  private final GraphDrawing drawing = new GraphDrawing();
  private final Map<Weighed, String> drawn = new IdentityHashMap<>();
  private final Map<Named, String> because;

  /** What the first cause explains. */
  private final Set<Weighed> leading = Collections.newSetFromMap(new IdentityHashMap<>());

  private WhyGraph(Parts parts) {
    this.parts = parts;
    parts.causes().stream().limit(1).forEach(it -> leading.addAll(it.root().effects));
    this.because =
        parts.ruledOut().stream()
            .filter(it -> it.subject().isPresent())
            .collect(
                Collectors.groupingBy(
                    it -> new Named(it.category(), it.subject().get()),
                    LinkedHashMap::new,
                    Collectors.mapping(Diagnosis.RuledOut::because, Collectors.joining("; "))));
  }

  static DiagnosisGraph of(Parts parts) {
    return new WhyGraph(parts).draw();
  }

  private DiagnosisGraph draw() {
    symptoms();
    parts.causes().forEach(it -> it.why().forEach(this::say));
    hypotheses();
    explanations();
    for (Told cause : parts.causes()) {
      why(cause, cause == parts.causes().getFirst());
    }
    return drawing.graph();
  }

  private void symptoms() {
    Set<String> needed =
        parts.causes().stream()
            .flatMap(it -> it.why().stream().limit(1))
            .map(WhyStep::statement)
            .collect(Collectors.toSet());
    int left = 0;
    for (int i = 0; i < parts.symptoms().size(); i++) {
      Diagnosis.Symptom it = parts.symptoms().get(i);
      FailingRoute route = parts.routes().get(i);
      if (i < MOST_SYMPTOMS || needed.contains(it.statement())) {
        String id = route.route();
        drawing.say(NodeKind.SYMPTOM, it.statement(), it.facts(), id, route.upstreamName());
      } else {
        left++;
      }
    }
    drawing.leftOut(left, "symptom", "symptoms");
  }

  private void say(WhyStep step) {
    switch (step) {
      case WhyStep.Seen(String statement) ->
          drawing.say(NodeKind.SYMPTOM, statement, List.of(), statement);
      case WhyStep.Passed(String statement) -> {
        Suspects.Hop hop = parts.hops().get(statement);
        List<Integer> facts = hop == null ? List.of() : parts.index().of(List.of(hop.fact()));
        Object[] named =
            hop == null ? new Object[] {statement} : new Object[] {hop.from(), hop.to()};
        drawing.say(NodeKind.STEP, statement, facts, named);
      }
      case WhyStep.Found(Weighed hypothesis, Evidence evidence) -> find(hypothesis, evidence);
      case WhyStep.Itself _ -> {
        // The node of the hypothesis says it.
      }
    }
  }

  private String find(Weighed about, Evidence evidence) {
    String rule = parts.evaluation().rule(evidence);
    String id =
        drawing.say(
            NodeKind.FINDING,
            evidence.statement(),
            parts.index().of(evidence.facts()),
            rule,
            about.hypothesis);
    drawing.found(evidence.statement(), rule);
    return id;
  }

  private void hypotheses() {
    Set<Weighed> told = new LinkedHashSet<>();
    parts.causes().forEach(it -> told.add(it.root()));
    told.forEach(it -> suppose(it, it.evidence, true));
    List<Weighed> others = new ArrayList<>();
    for (Weighed it : parts.weighing().all()) {
      Budget.tick();
      if (!told.contains(it)) {
        others.add(it);
      }
    }
    others.sort(Comparator.comparing(this::rank).thenComparing(it -> -it.sum()));
    int evidenceLeft = 0;
    for (Weighed it : others.subList(0, Math.min(MOST_HYPOTHESES, others.size()))) {
      List<Evidence> heaviest =
          it.evidence.stream()
              .sorted(Comparator.comparingDouble(one -> -Math.abs(one.weight())))
              .limit(MOST_EVIDENCE)
              .toList();
      evidenceLeft += it.evidence.size() - heaviest.size();
      suppose(it, heaviest, false);
    }
    List<Weighed> tooMany = others.subList(Math.min(MOST_HYPOTHESES, others.size()), others.size());
    tooMany.forEach(it -> because.remove(Named.of(it)));
    int left = tooMany.size() + withoutEvidence(Math.max(0, MOST_HYPOTHESES - others.size()));
    drawing.leftOut(left, "hypothesis", "hypotheses");
    drawing.leftOut(evidenceLeft, "piece of evidence", "pieces of evidence");
  }

  /** What belongs to the first cause is drawn before what was set aside. */
  private int rank(Weighed it) {
    return switch (standing(it)) {
      case EFFECT -> leading.contains(it) ? 0 : 2;
      case CAUSE -> 1;
      case RULED_OUT -> 3;
    };
  }

  private Standing standing(Weighed it) {
    if (it.explainedBy != null) {
      return Standing.EFFECT;
    }
    return parts.weighing().isCredible(it) ? Standing.CAUSE : Standing.RULED_OUT;
  }

  private void suppose(Weighed it, List<Evidence> shown, boolean isTold) {
    Standing standing = standing(it);
    boolean isCause = standing == Standing.CAUSE;
    boolean leading = isTold && drawn.isEmpty();
    var standpoint =
        new Standpoint(
            it.hypothesis.category(),
            it.hypothesis.subject(),
            standing,
            Optional.of(it.mechanism()),
            Optional.of(it.prior()),
            Optional.of(it.competition),
            Optional.of(it.score()),
            isCause ? Optional.of(it.confidence()) : Optional.empty(),
            Optional.ofNullable(because.remove(Named.of(it))),
            it.evidence.size() - shown.size());
    String words = isCause ? Conclusion.causeSummary(it) : Conclusion.words(it.hypothesis);
    String id = drawing.suppose(words, leading, standpoint);
    drawn.put(it, id);
    for (Evidence each : shown) {
      Optional<Double> weight = Optional.of(each.weight());
      drawing.draw(new Edge(find(it, each), id, EdgeKind.EVIDENCE, false, true, weight));
    }
  }

  /**
   * What rules set aside without any evidence.
   *
   * @return how many there was no room for
   */
  private int withoutEvidence(int room) {
    int left = 0;
    for (var each : because.entrySet()) {
      if (room-- > 0) {
        var hypothesis = new Hypothesis(each.getKey().category(), each.getKey().subject());
        var standpoint =
            new Standpoint(
                hypothesis.category(),
                hypothesis.subject(),
                Standing.RULED_OUT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(each.getValue()),
                0);
        drawing.suppose(Conclusion.words(hypothesis), false, standpoint);
      } else {
        left++;
      }
    }
    return left;
  }

  private void explanations() {
    List<Explanation> among = new ArrayList<>();
    for (Explanation it : parts.weighing().explanations()) {
      Budget.tick();
      if (drawn.containsKey(it.effect()) && drawn.containsKey(it.cause())) {
        among.add(it);
      }
    }
    among.sort(Comparator.comparing((Explanation it) -> !counts(it)));
    for (Explanation it : among.subList(0, Math.min(MOST_EXPLANATIONS, among.size()))) {
      String from = drawn.get(it.effect());
      String to = drawn.get(it.cause());
      drawing.draw(new Edge(from, to, EdgeKind.BECAUSE, false, counts(it), Optional.empty()));
    }
    drawing.leftOut(among.size() - MOST_EXPLANATIONS, "explanation", "explanations");
  }

  private static boolean counts(Explanation it) {
    return it.effect().explainedBy == it.cause();
  }

  private void why(Told cause, boolean leading) {
    String before = null;
    for (WhyStep step : cause.why()) {
      String id =
          switch (step) {
            case WhyStep.Itself _ -> drawn.get(cause.root());
            case WhyStep.Seen _, WhyStep.Passed _, WhyStep.Found _ ->
                drawing.id(step.statement(), leading);
          };
      if (before != null) {
        drawing.draw(new Edge(before, id, EdgeKind.WHY, leading, true, Optional.empty()));
      }
      before = id;
    }
  }
}
