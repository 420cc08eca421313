package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * In how many diagnoses a rule had its part, by day. Sums of all replicas on one database. Safe for
 * use by threads, and by several processes. Throws {@link
 * io.fivewhys.database.DatabaseUnavailable}.
 */
public final class RuleFirings {
  /** What statistics tell of. */
  public static final Duration WINDOW = Duration.ofDays(30);

  /** Rules whose names begin alike for so long count as one. */
  private static final int LONGEST_RULE = 300;

  private static final int MOST_RULES = 20_000;

  private final Database database;

  public RuleFirings(Database database) {
    this.database = database;
  }

  /**
   * A rule on a day.
   *
   * @param day of UTC, as in 2026-11-22
   */
  public record Key(String rule, String day) implements Comparable<Key> {
    /** A name as it is stored, and the day of a time. */
    public static Key of(String rule, Instant at) {
      return new Key(cut(rule), dayOf(at));
    }

    @Override
    public int compareTo(Key other) {
      int byRule = rule.compareTo(other.rule);
      return byRule == 0 ? day.compareTo(other.day) : byRule;
    }
  }

  /**
   * How often, and when last.
   *
   * @param times 0 or more
   */
  public record Fired(long times, Instant lastAt) {
    /** Both together. */
    public Fired and(Fired other) {
      Instant last = lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt;
      return new Fired(times + other.times, last);
    }
  }

  private static String dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  /** A rule's name as it is stored. */
  public static String cut(String rule) {
    return rule.length() <= LONGEST_RULE ? rule : rule.substring(0, LONGEST_RULE);
  }

  /**
   * Adds to what is there, in one transaction.
   *
   * @param more sorted, so that two who add for the same rules do not wait for each other for ever
   */
  public void add(SortedMap<Key, Fired> more) {
    if (!more.isEmpty()) {
      database.change(handle -> add(handle, more));
    }
  }

  private static void add(Handle handle, SortedMap<Key, Fired> more) {
    PreparedBatch rows =
        handle.prepareBatch(
            "insert into rule_firing values (:rule, :day, 0, :at) on conflict do nothing");
    PreparedBatch sums =
        handle.prepareBatch(
            "update rule_firing set fired = fired + :times, last_fired_at ="
                + " case when last_fired_at < :at then :at else last_fired_at end"
                + " where rule = :rule and fired_on = :day");
    more.forEach(
        (key, fired) -> {
          rows.bind("rule", key.rule()).bind("day", key.day()).bind("at", fired.lastAt()).add();
          sums.bind("times", fired.times())
              .bind("at", fired.lastAt())
              .bind("rule", key.rule())
              .bind("day", key.day())
              .add();
        });
    rows.execute();
    sums.execute();
  }

  /** The first day that statistics made now tell of. */
  public static String since(Instant now) {
    return dayOf(now.minus(WINDOW));
  }

  /**
   * By the rule's name as it is stored: how often since that day, and when last, be it before.
   *
   * @param since as {@link #since(Instant)} gives it
   */
  public Map<String, Fired> since(String since) {
    return database.read(
        handle -> {
          Map<String, Fired> found = new HashMap<>();
          handle
              .createQuery(
                  "select rule, sum(case when fired_on >= :since then fired else 0 end) as times,"
                      + " max(last_fired_at) as last_at from rule_firing group by rule"
                      + " order by rule fetch first :most rows only")
              .bind("since", since)
              .bind("most", MOST_RULES)
              .map(
                  (row, context) -> {
                    Optional<Instant> last = Columns.time(row, "last_at", context);
                    return Map.entry(
                        row.getString("rule"), new Fired(row.getLong("times"), last.orElseThrow()));
                  })
              .forEach(it -> found.put(it.getKey(), it.getValue()));
          return found;
        });
  }

  /**
   * Forgets days that no statistics tell of any more; of each rule the last day stays for longer.
   *
   * @param before last days before this go as well
   * @param limit most at once
   * @return how many
   */
  public int forgetOld(Instant now, Instant before, int limit) {
    return database.write(
        handle -> {
          var old =
              handle
                  .createQuery(
                      """
                      select rule, fired_on from rule_firing f where fired_on < :since and (fired_on < :before
                        or exists (select 1 from rule_firing g
                          where g.rule = f.rule and g.fired_on > f.fired_on))
                      order by fired_on, rule fetch first :limit rows only\
                      """)
                  .bind("since", since(now))
                  .bind("before", dayOf(before))
                  .bind("limit", limit)
                  .map((row, _) -> new Key(row.getString("rule"), row.getString("fired_on")))
                  .list();
          old.forEach(
              key ->
                  handle
                      .createUpdate(
                          "delete from rule_firing where rule = :rule and fired_on = :day")
                      .bind("rule", key.rule())
                      .bind("day", key.day())
                      .execute());
          return old.size();
        });
  }
}
