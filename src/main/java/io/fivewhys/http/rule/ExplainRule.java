package io.fivewhys.http.rule;

import io.fivewhys.explain.Explanation;
import io.fivewhys.explain.NoSuchRule;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.OneAtATime;
import io.fivewhys.http.serve.PostedSnapshot;
import io.fivewhys.http.serve.Readiness;
import io.fivewhys.http.serve.WaitingClient;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Says why a rule fires over a posted snapshot, or why it does not. One at a time on a thread of
 * its own: it only computes, for people who wait, and must not take the place of a diagnosis.
 */
final class ExplainRule implements Handler<RoutingContext> {
  private static final int LONGEST_NAME = 1_000;

  private final RuleInsight insight;
  private final Readiness readiness;
  private final PostedSnapshot posted;
  private final OneAtATime turns = new OneAtATime("explain");

  ExplainRule(RuleInsight insight, Readiness readiness, PostedSnapshot posted) {
    this.insight = insight;
    this.readiness = readiness;
    this.posted = posted;
  }

  @Override
  public void handle(RoutingContext routing) {
    readiness.mustBeReady();
    String rule = rule(routing.queryParams());
    posted.take(
        routing,
        (snapshot, call, client) -> Reply.ok(call.accepted(), explain(snapshot, rule, client)));
  }

  private static String rule(MultiMap query) {
    List<String> rules = query.getAll("rule");
    boolean alone = query.names().equals(Set.of("rule")) && rules.size() == 1;
    if (!alone || rules.getFirst().isBlank() || rules.getFirst().length() > LONGEST_NAME) {
      var detail = "Name one rule in the query and nothing else: ?rule=NAME, URL-encoded.";
      throw Problem.of(400, "bad-query", detail).refusal();
    }
    return rules.getFirst().strip();
  }

  private Explanation explain(Snapshot snapshot, String rule, WaitingClient client)
      throws InterruptedException {
    try {
      return turns.done(() -> insight.explain(snapshot, rule), client);
    } catch (NoSuchRule unknown) {
      throw noSuch(unknown);
    }
  }

  static Refusal noSuch(NoSuchRule unknown) {
    return Problem.of(404, "no-such-rule", unknown.getMessage()).refusal();
  }
}
