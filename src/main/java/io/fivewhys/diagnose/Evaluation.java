package io.fivewhys.diagnose;

import io.fivewhys.inference.Because;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Finding;
import io.fivewhys.inference.LongTermFix;
import io.fivewhys.inference.Need;
import io.fivewhys.inference.Proposal;
import io.fivewhys.inference.RootCause;
import io.fivewhys.inference.RuledOut;
import io.fivewhys.rulebook.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectDeletedEvent;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;

/**
 * One run of the rules over one situation.
 *
 * @param ruleOf the name of the rule that concluded each object, by identity
 */
record Evaluation(
    List<Finding> findings,
    List<Evidence> evidence,
    List<Because> because,
    List<RuledOut> ruledOut,
    List<Proposal> proposals,
    List<LongTermFix> fixes,
    List<Need> needs,
    Map<Object, String> ruleOf) {

  /** Advice is given last, and sees everything. */
  static final String LAST_STAGE = "advice";

  /** More than any sound rulebook needs for the largest snapshot; a rule that feeds itself does. */
  private static final int MOST_FIRINGS = 2_000_000;

  /**
   * @param weigh finds the root causes in what the first two stages concluded
   * @throws DiagnosisFailed when a rule throws or the deadline passes
   */
  static Evaluation run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      Duration deadline) {
    return run(rulebook, objects, weigh, deadline, Optional.empty());
  }

  /** As {@link #run}, kept in a trace where there is one. */
  static Evaluation run(
      Rulebook rulebook,
      Stream<Object> objects,
      Function<Evaluation, Collection<RootCause>> weigh,
      Duration deadline,
      Optional<Trace> trace) {
    KieSession session = rulebook.knowledge().newKieSession();
    Map<Object, String> ruleOf = new IdentityHashMap<>();
    Clockwork clockwork = new Clockwork(deadline);
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
      session.addEventListener(clockwork);
      trace.ifPresent(it -> it.begin(session));
      objects.forEach(session::insert);
      fire(session, "evidence", clockwork, trace);
      fire(session, "diagnosis", clockwork, trace);
      weigh.apply(collect(session, ruleOf)).forEach(session::insert);
      fire(session, LAST_STAGE, clockwork, trace);
      return collect(session, ruleOf);
    } catch (DiagnosisFailed e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DiagnosisFailed(
          DiagnosisFailed.Code.RULE_FAILED, "a rule failed: " + e.getMessage(), e);
    } finally {
      session.dispose();
    }
  }

  private static void fire(
      KieSession session, String stage, Clockwork clockwork, Optional<Trace> trace) {
    session.getAgenda().getAgendaGroup(stage).setFocus();
    int fired = session.fireAllRules(MOST_FIRINGS);
    clockwork.check();
    if (fired >= MOST_FIRINGS) {
      throw new DiagnosisFailed(
          DiagnosisFailed.Code.TOO_MANY_FIRINGS,
          "the rules of stage " + stage + " fired " + fired + " times without coming to an end",
          null);
    }
    trace.ifPresent(it -> it.stageEnded(stage, session.getObjects()));
  }

  private static Evaluation collect(KieSession session, Map<Object, String> ruleOf) {
    Evaluation all =
        new Evaluation(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            ruleOf);
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
    return new TreeSet<>(ruleOf.values());
  }

  String rule(Object concluded) {
    return ruleOf.getOrDefault(concluded, "");
  }

  /** Ends a run that takes too long, between two firings. */
  private static final class Clockwork extends DefaultAgendaEventListener {
    private final Duration deadline;
    private final long endNanos;

    Clockwork(Duration deadline) {
      this.deadline = deadline;
      this.endNanos = System.nanoTime() + deadline.toNanos();
    }

    @Override
    public void afterMatchFired(AfterMatchFiredEvent event) {
      if (isOver()) {
        event.getKieRuntime().halt();
      }
    }

    void check() {
      if (isOver()) {
        throw new DiagnosisFailed(
            DiagnosisFailed.Code.DEADLINE_EXCEEDED, "the rules took longer than " + deadline, null);
      }
    }

    private boolean isOver() {
      return System.nanoTime() - endNanos > 0;
    }
  }
}
