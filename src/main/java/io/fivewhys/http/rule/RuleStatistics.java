package io.fivewhys.http.rule;

import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.incident.RulePrecision;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.store.RuleFirings;
import io.fivewhys.store.RuleFirings.Fired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the rules in force do: how often they fire, and how often that was right. */
final class RuleStatistics {
  /** More than there can be rules in a rulebook and in those before it. */
  private static final int MOST_RULES = 20_000;

  private final RulesInForce rules;
  private final KeptParts kept;

  RuleStatistics(RulesInForce rules, KeptParts kept) {
    this.rules = rules;
    this.kept = kept;
  }

  /**
   * What people said, over all revisions.
   *
   * @param precision 0.0 to 1.0
   */
  record Said(double precision, long right, long partly, long wrong) {
    static Said of(RulePrecision it) {
      return new Said(it.precision(), it.right(), it.partly(), it.wrong());
    }
  }

  /**
   * @param packageName of the rule's file
   * @param fired diagnoses since the first day in which it had its part
   * @param lastFiredAt empty when that is not known any more, or it never did
   * @param feedback empty when nobody said anything
   */
  record OfRule(
      String rule,
      String packageName,
      long fired,
      Optional<Instant> lastFiredAt,
      Optional<Said> feedback) {}

  /**
   * @param revision of the rules in force
   * @param since the first day that is counted, UTC
   */
  record Statistics(String revision, String since, List<OfRule> rules) {}

  Reply answer(Call call) {
    ChangeQuery.none(call);
    Rulebook rulebook = rules.rulebook();
    String since = RuleFirings.since(kept.database().clock().instant());
    Map<String, Fired> fired = kept.firings().since(since);
    Map<String, RulePrecision> said = new HashMap<>();
    kept.feedback().precision(MOST_RULES).entries().forEach(it -> said.put(it.rule(), it));
    List<OfRule> all = new ArrayList<>();
    rulebook
        .ruleNames()
        .forEach(
            (packageName, names) ->
                names.forEach(
                    rule -> {
                      String stored = RuleFirings.cut(rule);
                      Optional<Fired> times = Optional.ofNullable(fired.get(stored));
                      all.add(
                          new OfRule(
                              rule,
                              packageName,
                              times.map(Fired::times).orElse(0L),
                              times.map(Fired::lastAt),
                              Optional.ofNullable(said.get(stored)).map(Said::of)));
                    }));
    all.sort(Comparator.comparing(OfRule::rule).thenComparing(OfRule::packageName));
    return Reply.ok(call.accepted(), new Statistics(rulebook.revision(), since, all));
  }
}
