package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.budget.BudgetExceeded;
import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.inference.Because;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Finding;
import io.fivewhys.inference.LongTermFix;
import io.fivewhys.inference.Need;
import io.fivewhys.inference.Proposal;
import io.fivewhys.inference.RootCause;
import io.fivewhys.inference.RuledOut;
import io.fivewhys.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectDeletedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;

/**
 * One run of the rules over one situation.
 *
 * @param ruleOf the name of the rule that concluded each object first, by identity
 * @param conclusions what each rule concluded that still holds, also where another did before it
 */
record Evaluation(
    List<Finding> findings,
    List<Evidence> evidence,
    List<Because> because,
    List<RuledOut> ruledOut,
    List<Proposal> proposals,
    List<LongTermFix> fixes,
    List<Need> needs,
    Map<Object, String> ruleOf,
    SortedMap<String, List<Object>> conclusions) {

  /** Advice is given last, and sees everything. */
  static final String LAST_STAGE = "advice";

  /**
   * @param weigh finds the root causes in what the first two stages concluded
   * @param limits what all of it may use up
   * @throws DiagnosisFailed when a rule throws or a limit is reached; names the rule
   */
  static Evaluation run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      BudgetLimits limits) {
    return run(rulebook, objects, weigh, limits, Optional.empty());
  }

  /** As {@link #run}, kept in a trace where there is one. */
  static Evaluation run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      BudgetLimits limits,
      Optional<Trace> trace) {
    return Budget.within(limits, () -> run(rulebook, objects, weigh, trace));
  }

  private static Evaluation run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      Optional<Trace> trace) {
    KieSession session = rulebook.knowledge().newKieSession();
    Map<Object, String> ruleOf = new IdentityHashMap<>();
    Justifications justifications = new Justifications();
    Firings firings = new Firings();
    try {
      session.addEventListener(
          new DefaultRuleRuntimeEventListener() {
            @Override
            public void objectInserted(ObjectInsertedEvent event) {
              if (event.getRule() != null) {
                ruleOf.put(event.getObject(), event.getRule().getName());
              }
            }

            @Override
            public void objectDeleted(ObjectDeletedEvent event) {
              ruleOf.remove(event.getOldObject());
            }
          });
      session.addEventListener(firings);
      session.addEventListener(justifications);
      trace.ifPresent(it -> it.begin(session));
      objects.forEach(session::insert);
      fire(session, "evidence", trace);
      fire(session, "diagnosis", trace);
      weigh.apply(collect(session, ruleOf, justifications)).forEach(session::insert);
      fire(session, LAST_STAGE, trace);
      return collect(session, ruleOf, justifications);
    } catch (RuntimeException | BudgetExceeded | StackOverflowError | OutOfMemoryError failure) {
      throw new Blame(rulebook.blame(), firings).of(failure);
    } finally {
      // Whatever state it is in: it is not used again.
      session.dispose();
    }
  }

  private static void fire(KieSession session, String stage, Optional<Trace> trace) {
    session.getAgenda().getAgendaGroup(stage).setFocus();
    session.fireAllRules();
    trace.ifPresent(it -> it.stageEnded(stage, session.getObjects()));
  }

  private static Evaluation collect(
      KieSession session, Map<Object, String> ruleOf, Justifications justifications) {
    Evaluation all =
        new Evaluation(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            ruleOf,
            justifications.conclusions());
    for (Object object : session.getObjects()) {
      switch (object) {
        case Finding finding -> all.findings.add(finding);
        case Evidence evidence -> all.evidence.add(evidence);
        case Because because -> all.because.add(because);
        case RuledOut ruledOut -> all.ruledOut.add(ruledOut);
        case Proposal proposal -> all.proposals.add(proposal);
        case LongTermFix fix -> all.fixes.add(fix);
        case Need need -> all.needs.add(need);
        default -> {}
      }
    }
    return all;
  }

  /** Names of all rules that concluded something that still holds. */
  Set<String> concluded() {
    return conclusions.keySet();
  }

  /** What each rule concluded that still holds, in an order that does not change. */
  SortedMap<String, List<Object>> conclusionsByRule() {
    conclusions.values().forEach(objects -> objects.sort(Comparator.comparing(Object::toString)));
    return conclusions;
  }

  String rule(Object concluded) {
    return ruleOf.getOrDefault(concluded, "");
  }
}
