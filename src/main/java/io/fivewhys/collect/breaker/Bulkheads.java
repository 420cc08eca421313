package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.read.FactDraft;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Resilience4j's limits of concurrent calls: {@code /bulkheads} names them, {@code /metrics} tells
 * how many calls each allows and has room for. A gateway without any, or that does not expose them,
 * is none the worse for it.
 */
final class Bulkheads {
  private static final int MOST = 20;
  private static final String LIMIT = "resilience4j.bulkhead.max.allowed.concurrent.calls";
  private static final String FREE = "resilience4j.bulkhead.available.concurrent.calls";

  private final BreakerConfig.Actuator config;
  private final WebCaller caller;
  private final BreakerNames names;
  private final String base;

  Bulkheads(BreakerConfig.Actuator config, WebCaller caller, BreakerNames names, String base) {
    this.config = config;
    this.caller = caller;
    this.names = names;
    this.base = base;
  }

  /**
   * @param asked for {@code /bulkheads}
   */
  void read(SideCall asked, Look look, BreakersSeen seen) throws InterruptedException {
    List<String> bulkheads = new ArrayList<>();
    try {
      JsonNode root = JsonBody.tree(asked.await(), "/bulkheads");
      root.path("bulkheads").forEach(name -> bulkheads.add(name.asText()));
    } catch (SourceFailed e) {
      if (e.code() != Code.NOT_FOUND) {
        seen.note("bulkheads are not known: " + e.getMessage());
      }
      return;
    }
    if (bulkheads.size() > MOST) {
      seen.note("only " + MOST + " of " + bulkheads.size() + " bulkheads are asked for");
    }
    read(bulkheads.subList(0, Math.min(MOST, bulkheads.size())), look, seen);
  }

  private void read(List<String> bulkheads, Look look, BreakersSeen seen)
      throws InterruptedException {
    Duration within = config.deadline().dividedBy(10);
    List<SideCall> calls = new ArrayList<>();
    try {
      for (String name : bulkheads) {
        String tag = "?tag=name:" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        calls.add(new SideCall(caller, base + "/metrics/" + LIMIT + tag, within));
        calls.add(new SideCall(caller, base + "/metrics/" + FREE + tag, within));
      }
      for (int i = 0; i < bulkheads.size(); i++) {
        add(bulkheads.get(i), value(calls.get(2 * i)), value(calls.get(2 * i + 1)), look, seen);
      }
    } catch (SourceFailed e) {
      seen.note("the use of bulkheads is not known: " + e.getMessage());
    } finally {
      calls.forEach(SideCall::close);
    }
  }

  private void add(
      String name, OptionalDouble limit, OptionalDouble free, Look look, BreakersSeen seen) {
    boolean known =
        limit.isPresent() && free.isPresent() && free.getAsDouble() <= limit.getAsDouble();
    if (!known) {
      return;
    }
    double used = limit.getAsDouble() - free.getAsDouble();
    names
        .ofBreaker(name, look.namespace())
        .ifPresent(
            upstream ->
                seen.add(
                    upstream,
                    FactDraft.of(CircuitBreaker.class)
                        .set("name", name + " bulkhead")
                        .set("upstream", upstream)
                        .set("state", State.CLOSED)
                        .set("instance", config.instance())
                        .set("limits", Map.of("max_concurrent_calls", limit.getAsDouble()))
                        .set("inUse", Map.of("max_concurrent_calls", used))));
  }

  /** {@code {"measurements": [{"statistic": "VALUE", "value": 25.0}]}}. */
  private static OptionalDouble value(SideCall call) throws SourceFailed, InterruptedException {
    JsonNode root = JsonBody.tree(call.await(), "/metrics");
    return Values.number(root.path("measurements").path(0).path("value"));
  }
}
