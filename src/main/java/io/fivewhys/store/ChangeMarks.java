package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * By what one sees that something in the tables has changed, whoever changed it: a few values, each
 * read by an index. Of what has a timeline only what is younger than {@link #LOOKBACK} is told, so
 * that who asks less often than that misses something.
 */
public final class ChangeMarks {
  /**
   * Longer than it takes from the time that a row bears to when others see it: the longest
   * transaction, and a pause between two looks.
   */
  public static final Duration LOOKBACK = Duration.ofMinutes(2);

  private static final int MOST = 1_000;

  /** Values of which there is one each. */
  private static final List<Single> SINGLES =
      List.of(
          new Single("switch", "", "select stopped_at from mitigation_control"),
          new Single("policy", "", "select max(version) from mitigation_policy"),
          new Single("rules", "head", "select max(version) from rules_head"),
          new Single("rules", "refused", "select max(sequence) from rules_refusal"),
          new Single("feedback", "", "select max(given_at) from feedback"),
          new Single("silences", "newest", "select max(id) from silence"),
          new Single("notifications", "newest", "select max(id) from notification"),
          new Single("notifications", "ended", "select max(ended_at) from notification"),
          new Single("fixes", "recommended", "select max(last_at) from fix"),
          new Single("fixes", "done", "select max(done_at) from fix"),
          new Single("alerts", "", journal("alerts")),
          new Single("facts", "", journal("pushed")));

  private final Database database;

  public ChangeMarks(Database database) {
    this.database = database;
  }

  private record Single(String topic, String part, String sql) {}

  private static String journal(String name) {
    return "select generation || ' ' || last_sequence from journal_head where journal = '"
        + name
        + "'";
  }

  /**
   * All there are now.
   *
   * @throws io.fivewhys.database.DatabaseUnavailable when they cannot be read
   */
  public Map<ChangeMark, String> read() {
    Instant now = database.clock().instant();
    Instant since = now.minus(LOOKBACK);
    return database.read(
        handle -> {
          Map<ChangeMark, String> marks = new HashMap<>();
          SINGLES.forEach(it -> single(handle, it, marks));
          incidents(handle, since, marks);
          actions(handle, since, marks);
          gateways(handle, since, marks);
          silences(handle, now, marks);
          pending(handle, marks);
          return marks;
        });
  }

  private static void single(Handle handle, Single single, Map<ChangeMark, String> marks) {
    String value =
        handle
            .createQuery(single.sql())
            .map((row, _) -> String.valueOf(row.getString(1)))
            .findFirst()
            .orElse("");
    marks.put(new ChangeMark(single.topic(), single.part()), value);
  }

  private static void incidents(Handle handle, Instant since, Map<ChangeMark, String> marks) {
    newest(
            handle,
            "select incident, max(version) from incident_entry where at > :since group by incident"
                + " order by max(at) desc fetch first :most rows only",
            since)
        .forEach(
            (id, version) -> {
              marks.put(ChangeMark.of("incident:" + id), version);
              marks.put(new ChangeMark("incidents", id), version);
            });
  }

  private static void actions(Handle handle, Instant since, Map<ChangeMark, String> marks) {
    newest(
            handle,
            "select intervention, max(version) from intervention_entry where at > :since group by"
                + " intervention order by max(at) desc fetch first :most rows only",
            since)
        .forEach(
            (id, version) -> {
              marks.put(ChangeMark.of("action:" + id), version);
              marks.put(new ChangeMark("actions", id), version);
            });
    newest(
            handle,
            "select i.incident, max(e.at) from intervention_entry e join intervention i on i.id ="
                + " e.intervention where e.at > :since group by i.incident order by max(e.at) desc"
                + " fetch first :most rows only",
            since)
        .forEach((id, at) -> marks.put(new ChangeMark("incident:" + id, "actions"), at));
  }

  private static void gateways(Handle handle, Instant since, Map<ChangeMark, String> marks) {
    newest(
            handle,
            "select gateway, max(at) from traffic_sample where kept_at > :since group by gateway"
                + " order by max(at) desc fetch first :most rows only",
            since)
        .forEach(
            (name, at) -> {
              marks.put(new ChangeMark("gateway:" + name, "kept"), at);
              marks.put(new ChangeMark("gateways", "kept " + name), at);
            });
  }

  private static Map<String, String> newest(Handle handle, String sql, Instant since) {
    Map<String, String> found = new LinkedHashMap<>();
    handle
        .createQuery(sql)
        .bind("since", since)
        .bind("most", MOST)
        .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(it -> found.put(it.getKey(), it.getValue()));
    return found;
  }

  /** Those that are not over, and how many of them have begun: time alone changes that too. */
  private static void silences(Handle handle, Instant now, Map<ChangeMark, String> marks) {
    String live =
        handle
            .createQuery(
                "select count(*) || ' ' || coalesce(sum(case when starts_at <= :now then 1 else 0"
                    + " end), 0) from silence where over_at > :now")
            .bind("now", now)
            .mapTo(String.class)
            .one();
    marks.put(new ChangeMark("silences", "live"), live);
  }

  private static void pending(Handle handle, Map<ChangeMark, String> marks) {
    List<String> pending =
        handle
            .createQuery(
                "select id, attempts from notification where state = 'pending' order by id"
                    + " fetch first :most rows only")
            .bind("most", MOST)
            .map((row, _) -> row.getLong(1) + " " + row.getInt(2))
            .list();
    marks.put(new ChangeMark("notifications", "pending"), Integer.toString(pending.hashCode()));
  }
}
