package io.fivewhys.collect.prometheus.own;

import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.settings.Nearest;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (!FactDraft.kinds().contains(fact)) {
      throw new IllegalArgumentException(
          unknown("fact " + fact, fact, FactDraft.kinds(), "a kind of fact"));
    }
    OwnFields.of(fact, fields);
  }

  /**
   * Checks that nothing is missing which a fact needs, be it that another query of the same kind
   * tells it.
   *
   * @throws IllegalArgumentException naming the field
   */
  public static void check(List<OwnQuery> queries) {
    for (OwnQuery query : queries) {
      FieldType.of(query.fact())
          .forEach(
              (name, field) -> {
                boolean isThere =
                    queries.stream()
                        .filter(other -> other.fact().equals(query.fact()))
                        .anyMatch(other -> OwnFields.of(other.fact(), other.fields()).fills(name));
                if (field.isRequired() && !isThere) {
                  throw new IllegalArgumentException(
                      "queries whose fields fill %s, which every %s needs%s"
                          .formatted(
                              name,
                              query.fact(),
                              field.type().isByName() ? ", as " + name + ".{{label}}" : ""));
                }
              });
    }
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
