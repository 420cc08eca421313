package io.fivewhys.http;

import io.fivewhys.explain.Explanation;
import io.fivewhys.explain.NoSuchRule;
import io.fivewhys.fact.Snapshot;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Says why a rule fires over a posted snapshot, or why it does not. One at a time on a thread of
 * its own: it only computes, for people who wait, and must not take the place of a diagnosis.
 */
final class ExplainRule implements Handler<RoutingContext> {
  private static final int MOST_WAITING = 8;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final int LONGEST_NAME = 1_000;

  private final ApiParts parts;
  private final Readiness readiness;
  private final PostedSnapshot posted;
  private final ThreadPoolExecutor thread;

  ExplainRule(ApiParts parts, Readiness readiness, PostedSnapshot posted) {
    this.parts = parts;
    this.readiness = readiness;
    this.posted = posted;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("explain-", 0).daemon().factory());
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void handle(RoutingContext routing) {
    readiness.mustBeReady();
    String rule = rule(routing.queryParams());
    posted.take(routing, (snapshot, call, _) -> Reply.ok(call.accepted(), explain(snapshot, rule)));
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

  private Explanation explain(Snapshot snapshot, String rule) throws InterruptedException {
    try {
      return thread.submit(() -> parts.insight().explain(snapshot, rule)).get();
    } catch (RejectedExecutionException _) {
      var detail = "So many explanations are asked for that this one would wait too long.";
      throw Problem.of(503, "full", detail).retryAfter(TRY_AGAIN);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case NoSuchRule unknown ->
            throw Problem.of(404, "no-such-rule", unknown.getMessage()).refusal();
        case RuntimeException known -> throw known;
        case Error broken -> throw broken;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }
}
