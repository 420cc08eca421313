package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.Optional;

/**
 * The admin endpoint of the runbook, {@code GET /admin/circuit-breaker}, and {@code GET
 * /admin/circuit-breaker/{upstream}} for what the list does not tell. Gateways of one's own answer
 * in many forms; these are understood:
 *
 * <ul>
 *   <li>a list of breakers, {@code [{"upstream": "orders", "state": "open", …}]}
 *   <li>breakers by name, {@code {"orders": {"state": "open", …}}} or {@code {"orders": "open"}}
 *   <li>either of these as {@code circuitBreakers}, {@code circuit_breakers}, {@code breakers},
 *       {@code upstreams}, {@code items} or {@code data} of an object
 *   <li>a list of names, {@code ["orders", "cart"]}, or breakers without a state: each is asked for
 * </ul>
 *
 * <p>The fields of a breaker are those of {@link RunbookBreaker}.
 */
final class RunbookBreakers implements BreakerReader {
  private static final String PATH = "/admin/circuit-breaker";
  private static final int MOST_ASKED = 100;
  private static final int AT_ONCE = 8;
  private static final List<String> LISTS =
      List.of("circuitBreakers", "circuit_breakers", "breakers", "upstreams", "items", "data");

  private final BreakerConfig.Runbook config;
  private final WebCaller caller;
  private final BreakerNames names;
  private final Counters counters = new Counters();

  RunbookBreakers(BreakerConfig.Runbook config, WebCaller caller, BreakerNames names) {
    this.config = config;
    this.caller = caller;
    this.names = names;
  }

  /**
   * @param name by which the endpoint lists it
   */
  private record Listed(String name, RunbookBreaker breaker) {
    boolean tells() {
      return breaker.state().isPresent();
    }
  }

  @Override
  public void read(Look look, BreakersSeen seen) throws SourceFailed, InterruptedException {
    long beganNanos = System.nanoTime();
    List<Listed> breakers = breakers(JsonBody.tree(caller.get(PATH), PATH), seen);
    List<Listed> told = new ArrayList<>(breakers.stream().filter(Listed::tells).toList());
    List<Listed> unknown = breakers.stream().filter(it -> !it.tells()).toList();
    if (unknown.size() > MOST_ASKED) {
      seen.blind("others", "only " + MOST_ASKED + " breakers are asked for one by one");
    }
    for (int i = 0; i < Math.min(MOST_ASKED, unknown.size()); i += AT_ONCE) {
      long usedNanos = System.nanoTime() - beganNanos;
      Duration left = config.deadline().multipliedBy(9).dividedBy(10).minusNanos(usedNanos);
      int end = Math.min(Math.min(i + AT_ONCE, MOST_ASKED), unknown.size());
      told.addAll(details(unknown.subList(i, end), left, seen));
    }
    told.forEach(it -> add(it, look, seen));
    counters.forget(look.at(), look.window());
  }

  private static List<Listed> breakers(JsonNode root, BreakersSeen seen) throws SourceFailed {
    JsonNode inner = root;
    for (String list : LISTS) {
      inner = inner == root && root.path(list).isContainerNode() ? root.path(list) : inner;
    }
    List<Listed> breakers = new ArrayList<>();
    if (inner.isArray()) {
      for (JsonNode each : inner) {
        JsonNode node = each.isTextual() ? MissingNode.getInstance() : each;
        add(each.isTextual() ? each.asText() : "", node, breakers, seen);
      }
    } else if (RunbookBreaker.of(inner).state().isPresent()) {
      add("", inner, breakers, seen);
    } else {
      inner
          .properties()
          .forEach(
              it -> {
                JsonNode value = it.getValue();
                boolean state = value.isTextual() && Values.state(value.asText()) != State.UNKNOWN;
                if (value.isObject() || state) {
                  add(it.getKey(), value, breakers, seen);
                }
              });
    }
    boolean none = inner.isContainerNode() && inner.isEmpty();
    if (breakers.isEmpty() && !none) {
      throw new SourceFailed(
          Code.NONSENSE, PATH + " answers JSON, but no breakers with an upstream and a state");
    }
    return breakers;
  }

  private static void add(String key, JsonNode node, List<Listed> to, BreakersSeen seen) {
    if (to.size() >= BreakersSeen.MOST_BREAKERS) {
      seen.left();
      return;
    }
    RunbookBreaker breaker = RunbookBreaker.of(node);
    Optional<String> name =
        Optional.of(key).filter(it -> !it.isBlank()).or(breaker::upstream).or(breaker::name);
    name.filter(it -> it.length() <= 253).ifPresent(it -> to.add(new Listed(it, breaker)));
  }

  private List<Listed> details(List<Listed> unknown, Duration left, BreakersSeen seen)
      throws InterruptedException {
    List<Listed> told = new ArrayList<>();
    List<SideCall> calls = new ArrayList<>();
    try {
      for (Listed each : unknown) {
        String name = URLEncoder.encode(each.name(), StandardCharsets.UTF_8).replace("+", "%20");
        calls.add(new SideCall(caller, PATH + "/" + name, left));
      }
      for (int i = 0; i < unknown.size(); i++) {
        String name = unknown.get(i).name();
        try {
          JsonNode detail = JsonBody.tree(calls.get(i).await(), PATH + "/…");
          told.add(new Listed(name, RunbookBreaker.of(detail)));
        } catch (SourceFailed e) {
          seen.blind(upstream(unknown.get(i), "").orElse(name), e.getMessage());
        }
      }
    } finally {
      calls.forEach(SideCall::close);
    }
    return told;
  }

  private Optional<String> upstream(Listed it, String namespace) {
    Optional<String> own = it.breaker().name();
    Optional<String> named = it.breaker().upstream();
    return own.flatMap(names::configured)
        .or(() -> named.flatMap(names::configured))
        .or(() -> named.flatMap(name -> names.ofCluster(name, namespace)))
        .or(() -> names.ofBreaker(it.name(), namespace));
  }

  private void add(Listed it, Look look, BreakersSeen seen) {
    RunbookBreaker breaker = it.breaker();
    Optional<String> upstream = upstream(it, look.namespace());
    Optional<String> instance = breaker.instance().or(config::instance);
    String name = breaker.name().orElse(it.name());
    State state = breaker.state().orElse(State.UNKNOWN);
    seen.list(new ListedBreaker(name, it.name(), upstream, state, breaker.since(), instance));
    if (upstream.isEmpty() || breaker.state().isEmpty()) {
      seen.blind(upstream.orElse(it.name()), "its breaker tells no state, or of no workload");
      return;
    }
    String counter = it.name() + " " + instance.orElse("");
    breaker.rejected().ifPresent(value -> counters.note(counter, look.at(), value));
    seen.add(
        upstream.get(),
        FactDraft.of(CircuitBreaker.class)
            .set("name", name)
            .set("upstream", upstream.get())
            .set("state", breaker.state())
            .set("since", breaker.since().filter(at -> !at.isAfter(look.at())))
            .set("failureRatio", breaker.failureRatio())
            .set("threshold", breaker.threshold())
            .set("instance", instance)
            .set("rejected", counters.riseIn(counter, look.from()))
            .set("limits", breaker.limits())
            .set("inUse", breaker.inUse())
            .set("ejectedHosts", breaker.ejectedHosts())
            .set("totalHosts", breaker.totalHosts())
            .set("namespace", breaker.namespace()));
  }
}
