package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fivewhys.fact.CircuitBreaker.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One breaker as gateways of one's own tell of it. In the names of its fields capitals, dashes and
 * underscores make no difference, and all but the state may be missing:
 *
 * <ul>
 *   <li>{@code upstream} (service, target, backend, cluster, workload): what it protects
 *   <li>{@code name} (id, breaker, circuitBreaker): its own name
 *   <li>{@code state} (status): closed, open, half-open, forced-open, disabled; or {@code open}:
 *       true
 *   <li>{@code since} (openedAt, openSince, stateSince, changedAt, lastStateChange,
 *       lastTransitionAt): RFC 3339, or seconds or milliseconds since 1970
 *   <li>{@code failureRatio} (errorRatio, failureRate, errorRate, failurePercentage): 0.0 to 1.0; a
 *       percentage where it is a text with %, is called a percentage, or is called a rate and above
 *       1
 *   <li>{@code threshold} (failureRatioThreshold, failureRateThreshold, errorRateThreshold,
 *       failureThreshold): the same; a count of failures is none
 *   <li>{@code rejected} (rejectedTotal, rejectedRequests, rejectedCalls, notPermittedCalls,
 *       shortCircuited): refusals since the process or the state began, of which the rise is told
 *   <li>{@code limits}, {@code inUse} (used): numbers by name
 *   <li>{@code ejectedHosts}, {@code totalHosts}, {@code instance} (pod), {@code namespace}
 * </ul>
 *
 * @param fields by their names in lower case without dashes and underscores
 */
record RunbookBreaker(Map<String, JsonNode> fields) {
  private static final int MOST_FIELDS = 100;
  private static final int LONGEST_NAME = 253;
  private static final String[] UPSTREAM = {
    "upstream", "service", "target", "backend", "cluster", "workload"
  };
  private static final String[] NAME = {"name", "id", "breaker", "circuitbreaker"};
  private static final String[] SINCE = {
    "since",
    "openedat",
    "opensince",
    "statesince",
    "changedat",
    "laststatechange",
    "lasttransitionat"
  };
  private static final String[] FAILURE_RATIO = {
    "failureratio", "errorratio", "failurerate", "errorrate", "failurepercentage"
  };
  private static final String[] THRESHOLD = {
    "threshold",
    "failureratiothreshold",
    "failureratethreshold",
    "errorratethreshold",
    "failurethreshold"
  };
  private static final String[] REJECTED = {
    "rejected",
    "rejectedtotal",
    "rejectedrequests",
    "rejectedcalls",
    "notpermittedcalls",
    "shortcircuited"
  };

  /** An object with fields, or a text that is the state. */
  static RunbookBreaker of(JsonNode node) {
    Map<String, JsonNode> fields = new HashMap<>();
    if (node.isTextual()) {
      fields.put("state", node);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      boolean sound = entry.getKey().length() <= LONGEST_NAME && !entry.getValue().isNull();
      if (sound && fields.size() < MOST_FIELDS) {
        String plain = entry.getKey().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        fields.putIfAbsent(plain, entry.getValue());
      }
    }
    return new RunbookBreaker(fields);
  }

  /** What it protects, as it is called there. */
  Optional<String> upstream() {
    return text(UPSTREAM);
  }

  /** Its own name. */
  Optional<String> name() {
    return text(NAME);
  }

  Optional<String> instance() {
    return text("instance", "pod");
  }

  Optional<String> namespace() {
    return text("namespace");
  }

  /** Empty where it says nothing of a state. */
  Optional<State> state() {
    Optional<String> text = text("state", "status");
    if (text.isPresent()) {
      return text.map(Values::state);
    }
    JsonNode open = field("open", "isopen");
    return open.isBoolean()
        ? Optional.of(open.asBoolean() ? State.OPEN : State.CLOSED)
        : Optional.empty();
  }

  Optional<Instant> since() {
    return Values.instant(field(SINCE));
  }

  OptionalDouble failureRatio() {
    return ratio(FAILURE_RATIO);
  }

  OptionalDouble threshold() {
    return ratio(THRESHOLD);
  }

  /** A counter that only rises, until it begins anew. */
  OptionalLong rejected() {
    return count(REJECTED);
  }

  OptionalLong ejectedHosts() {
    return count("ejectedhosts");
  }

  OptionalLong totalHosts() {
    return count("totalhosts");
  }

  Map<String, Double> limits() {
    return numbers(field("limits"));
  }

  Map<String, Double> inUse() {
    return numbers(field("inuse", "used"));
  }

  private OptionalDouble ratio(String... names) {
    for (String name : names) {
      JsonNode value = field(name);
      if (value.isMissingNode()) {
        continue;
      }
      if (value.asText("").contains("%") || name.contains("percent")) {
        return Values.percent(value);
      }
      OptionalDouble number = Values.number(value);
      if (number.orElse(0) > 1) {
        return name.contains("rate") ? Values.percent(value) : OptionalDouble.empty();
      }
      return number;
    }
    return OptionalDouble.empty();
  }

  private static Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      OptionalDouble value = Values.number(entry.getValue());
      boolean sound = value.isPresent() && entry.getKey().length() <= LONGEST_NAME;
      if (sound && numbers.size() < MOST_FIELDS) {
        numbers.put(entry.getKey(), value.getAsDouble());
      }
    }
    return numbers;
  }

  private OptionalLong count(String... names) {
    OptionalDouble number = Values.number(field(names));
    return number.isPresent() && number.getAsDouble() < 1e15
        ? OptionalLong.of((long) number.getAsDouble())
        : OptionalLong.empty();
  }

  private Optional<String> text(String... names) {
    JsonNode value = field(names);
    return Optional.of(value.asText("").strip())
        .filter(it -> value.isValueNode() && !it.isEmpty() && it.length() <= LONGEST_NAME);
  }

  /** The first of these that is there. */
  private JsonNode field(String... names) {
    for (String name : names) {
      if (fields.containsKey(name)) {
        return fields.get(name);
      }
    }
    return MissingNode.getInstance();
  }
}
