package io.fivewhys.collect.prometheus.own;

import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.settings.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A query of one's own; each of its series makes a fact.
 *
 * @param query PromQL that gives a vector; {@code $window} stands for the look's window, {@code
 *     $namespace} and {@code $gateway} for the gateway's
 * @param fact kind of fact, as the contract names it
 * @param fields what stands in each field: a text with {@code {{label}}}, {@code {{value}}} or
 *     {@code {{time}}}. An entry of a field that holds several by name is written {@code
 *     responses.{{code}}}, and then series that agree in all other fields make one fact
 */
public record OwnQuery(String query, String fact, Map<String, String> fields) {

  public OwnQuery {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (!FactDraft.kinds().contains(fact)) {
      throw new IllegalArgumentException(
          unknown("fact " + fact, fact, FactDraft.kinds(), "a kind of fact"));
    }
    OwnFields.of(fact, fields);
  }

  /** What was found, what there is, and which of it was perhaps meant. */
  static String unknown(String found, String name, Collection<String> known, String what) {
    Set<String> names = new LinkedHashSet<>(known);
    return "%s; there is no such one%s (%s: %s)"
        .formatted(
            found,
            Nearest.to(name, names).map(it -> ", did you mean " + it + "?").orElse(""),
            what,
            String.join(", ", names));
  }
}
