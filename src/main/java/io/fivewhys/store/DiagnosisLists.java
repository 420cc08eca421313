package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads diagnoses: one by its id, or pages in the order of their ids, the newest first. */
final class DiagnosisLists {
  private static final Logger LOG = LoggerFactory.getLogger(DiagnosisLists.class);

  private final Database database;

  DiagnosisLists(Database database) {
    this.database = database;
  }

  Optional<Diagnosis> get(String id) {
    return Optional.ofNullable(database.read(handle -> documents(handle, List.of(id))).get(id))
        .flatMap(document -> read(id, document));
  }

  DiagnosisPage page(DiagnosisFilter filter, Optional<String> after, int limit) {
    // One more, to know whether there is a next page.
    List<String> ids = new ArrayList<>(database.read(it -> ids(it, filter, after, limit + 1)));
    Optional<PageCursor> next = Optional.empty();
    if (ids.size() > limit) {
      ids.removeLast();
      next = Optional.of(new PageCursor(ids.getLast(), filter));
    }
    Map<String, byte[]> documents = database.read(handle -> documents(handle, ids));
    List<Diagnosis> diagnoses =
        ids.stream()
            .filter(documents::containsKey)
            .map(id -> read(id, documents.get(id)))
            .flatMap(Optional::stream)
            .toList();
    return new DiagnosisPage(diagnoses, next);
  }

  /** The documents are left where they are until it is known which are wanted. */
  private static List<String> ids(
      Handle handle, DiagnosisFilter filter, Optional<String> after, int most) {
    var conditions = new ArrayList<String>();
    var values = new HashMap<String, Object>();
    filter.gateway().ifPresent(it -> equal("d.gateway", Column.name(it), conditions, values));
    filter.namespace().ifPresent(it -> equal("d.namespace", Column.name(it), conditions, values));
    filter.verdict().ifPresent(it -> equal("d.verdict", it.toString(), conditions, values));
    filter.category().ifPresent(it -> equal("c.category", it.toString(), conditions, values));
    filter
        .since()
        .ifPresent(
            it -> {
              conditions.add("d.observed_at >= :since");
              values.put("since", Column.time(it));
            });
    filter
        .until()
        .ifPresent(
            it -> {
              conditions.add("d.observed_at < :until");
              values.put("until", Column.time(it));
            });
    boolean byCategory = filter.category().isPresent();
    String id = byCategory ? "c.diagnosis_id" : "d.id";
    after.ifPresent(
        it -> {
          conditions.add(id + " < :after");
          values.put("after", it);
        });
    String from =
        byCategory
            ? "diagnosis_category c join diagnosis d on d.id = c.diagnosis_id"
            : "diagnosis d";
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return handle
        .createQuery(
            "select %s from %s%s order by %s desc fetch first :most rows only"
                .formatted(id, from, where, id))
        .bindMap(values)
        .bind("most", most)
        .mapTo(String.class)
        .list();
  }

  private static void equal(
      String column, String value, List<String> conditions, Map<String, Object> values) {
    String name = column.substring(column.indexOf('.') + 1);
    conditions.add(column + " = :" + name);
    values.put(name, value);
  }

  private static Map<String, byte[]> documents(Handle handle, List<String> ids) {
    var documents = new TreeMap<String, byte[]>();
    if (!ids.isEmpty()) {
      handle
          .createQuery("select id, document from diagnosis where id in (<ids>)")
          .bindList("ids", ids)
          .map((row, context) -> Map.entry(row.getString("id"), row.getBytes("document")))
          .forEach(it -> documents.put(it.getKey(), it.getValue()));
    }
    return documents;
  }

  private static Optional<Diagnosis> read(String id, byte[] document) {
    try (var json = Compressed.open(document)) {
      return Optional.of(DiagnosisJson.read(json.readAllBytes()));
    } catch (IOException torn) {
      LOG.warn("The diagnosis {} cannot be read and is left out: {}", id, torn.toString());
      return Optional.empty();
    }
  }
}
