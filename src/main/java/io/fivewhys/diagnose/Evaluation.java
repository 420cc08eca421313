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
    return run(rulebook, objects, weigh, limits, trace, Function.identity());
  }

  /**
   * @param conclude makes what is told of it, within the same limits: rules can give it much to do
   */
  static <T> T run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      BudgetLimits limits,
      Optional<Trace> trace,
      Function<Evaluation, T> conclude) {
    return Budget.within(limits, () -> run(rulebook, objects, weigh, trace, conclude));
  }

  private static <T> T run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      Optional<Trace> trace,
      Function<Evaluation, T> conclude) {
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
                Budget.concluded(1);
              }
            }

            @Override
            public void objectDeleted(ObjectDeletedEvent event) {
              if (ruleOf.remove(event.getOldObject()) != null) {
                Budget.concluded(-1);
              }
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
      return conclude.apply(collect(session, ruleOf, justifications));
    } catch (RuntimeException | BudgetExceeded | StackOverflowError | OutOfMemoryError failure) {
      throw new Blame(rulebook.blame(), firings, ruleOf).of(failure);
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
      Budget.tick();
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
    conclusions.values().forEach(Evaluation::sort);
    return conclusions;
  }

  private static void sort(List<Object> objects) {
    record Written(String text, Object object) {}
    List<Written> written = new ArrayList<>();
    for (Object object : objects) {
      Budget.tick();
      written.add(new Written(object.toString(), object));
    }
    written.sort(Comparator.comparing(Written::text));
    objects.clear();
    written.forEach(it -> objects.add(it.object()));
  }

  String rule(Object concluded) {
    return ruleOf.getOrDefault(concluded, "");
  }
}
