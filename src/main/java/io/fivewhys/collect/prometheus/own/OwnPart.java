package io.fivewhys.collect.prometheus.own;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Part;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An installation's own queries. What several of them tell of the same thing, one its status codes
 * and another its latency, is put into one fact.
 */
public final class OwnPart implements Part {
  private static final int SHOWN_CHARS = 120;

  private final Map<OwnQuery, Asking> asked = new LinkedHashMap<>();

  /** A fact in the making. */
  private static final class Draft {
    private final String what;
    private final String kind;
    private final Map<String, Object> plain;
    private final Map<String, Map<String, Object>> entries = new LinkedHashMap<>();

    Draft(String what, String kind, Map<String, Object> plain) {
      this.what = what;
      this.kind = kind;
      this.plain = plain;
    }

    /** Adds entries; of the same name numbers are added up, for a label that was not asked for. */
    void add(Map<String, Map<String, Object>> more) {
      more.forEach(
          (field, values) ->
              values.forEach(
                  (name, value) ->
                      entries
                          .computeIfAbsent(field, _ -> new LinkedHashMap<>())
                          .merge(name, value, Draft::sum)));
    }

    private static Object sum(Object one, Object other) {
      return switch (one) {
        case Long left when other instanceof Long right -> left + right;
        case Double left when other instanceof Double right -> left + right;
        default -> other;
      };
    }

    boolean fits(Draft other) {
      boolean isApart =
          Collections.disjoint(entries.keySet(), other.entries.keySet())
              && other.plain.keySet().stream()
                  .allMatch(
                      it -> !plain.containsKey(it) || plain.get(it).equals(other.plain.get(it)));
      return kind.equals(other.kind) && isApart;
    }

    void join(Draft other) {
      plain.putAll(other.plain);
      entries.putAll(other.entries);
    }

    FactDraft<Fact> fact() {
      FactDraft<Fact> draft = FactDraft.named(kind).orElseThrow();
      plain.forEach(draft::set);
      entries.forEach(draft::set);
      return draft;
    }
  }

  public OwnPart(List<OwnQuery> queries, Look look) {
    for (OwnQuery query : queries) {
      asked.put(query, Asking.now(what(query), promql(query.query(), look)));
    }
  }

  private static String what(OwnQuery query) {
    String text = query.query();
    return "query " + (text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…");
  }

  private static String promql(String query, Look look) {
    return query
        .replace("$window", Promql.time(look.window()))
        .replace("$namespace", inside(look.namespace()))
        .replace("$gateway", inside(look.gateway()));
  }

  /** As it may stand between quotes. */
  private static String inside(String name) {
    String quoted = Promql.quoted(name);
    return quoted.substring(1, quoted.length() - 1);
  }

  @Override
  public List<Asking> asks() {
    return List.copyOf(asked.values());
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    Map<List<Object>, List<Draft>> all = new LinkedHashMap<>();
    asked.forEach(
        (query, asking) -> {
          List<Series> series = answers.of(asking);
          if (series.isEmpty() && answers.isTold(asking)) {
            findings.note(what(query) + " gave no series");
          }
          drafts(query, series)
              .forEach((about, drafts) -> drafts.forEach(it -> join(all, about, it)));
        });
    all.values().forEach(drafts -> drafts.forEach(it -> findings.add(it.what, it.fact())));
  }

  private static Map<List<Object>, List<Draft>> drafts(OwnQuery query, List<Series> all) {
    OwnFields fields = OwnFields.of(query.fact(), query.fields());
    Map<List<Object>, List<Draft>> drafts = new LinkedHashMap<>();
    Map<Map<String, Object>, Draft> byPlain = new LinkedHashMap<>();
    for (Series series : all) {
      Map<String, Object> plain = fields.plain(series);
      List<Object> about = List.of(query.fact(), fields.names(series));
      Draft draft =
          fields.isMany() && byPlain.containsKey(plain)
              ? byPlain.get(plain)
              : new Draft(what(query), query.fact(), new LinkedHashMap<>(plain));
      draft.add(fields.counted(series));
      List<Draft> known = drafts.computeIfAbsent(about, _ -> new ArrayList<>());
      if (byPlain.put(plain, draft) != draft) {
        known.add(draft);
      }
    }
    return drafts;
  }

  /**
   * Joins what another query tells of the same thing, where neither contradicts the other and no
   * third could be meant as well.
   */
  private static void join(Map<List<Object>, List<Draft>> all, List<Object> about, Draft draft) {
    List<Draft> same = all.computeIfAbsent(about, _ -> new ArrayList<>());
    List<Draft> fitting =
        same.stream().filter(it -> !it.what.equals(draft.what) && it.fits(draft)).toList();
    if (fitting.size() == 1) {
      fitting.getFirst().join(draft);
    } else {
      same.add(draft);
    }
  }
}
