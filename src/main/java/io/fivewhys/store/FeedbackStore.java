package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Feedback;
import io.fivewhys.incident.RulePrecision;
import io.fivewhys.inference.Category;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What people say about diagnoses, and what that says about rules. Each rule that spoke for the
 * leading cause of a diagnosis gets its verdict. Safe for use by threads, and by several processes
 * on one database. Throws {@link io.fivewhys.database.DatabaseUnavailable}.
 */
public final class FeedbackStore {
  /** What a cursor over rules is a cursor of. */
  public static final String RULES = "rule precision";

  /** Rules whose names begin alike for so long count as one. */
  private static final int LONGEST_RULE = 300;

  private static final int MOST_OF_A_DIAGNOSIS = 100;
  private static final String SUMS =
      "select rule, sum(right_count) as right_sum, sum(partly_count) as partly_sum,"
          + " sum(wrong_count) as wrong_sum from rule_precision";
  private static final RowMapper<Feedback> ROW = FeedbackStore::feedback;

  private final Database database;

  public FeedbackStore(Database database) {
    this.database = database;
  }

  /** How a rule does in one revision of the rulebook. */
  public record OfRevision(String rulebook, RulePrecision precision, Instant changedAt) {}

  /**
   * Takes it, within the caller's transaction. What the same one said of the same diagnosis before
   * is kept and does not count any more.
   *
   * @param feedback one without objections
   * @param diagnosis the one that it is about
   * @return the rules that it counts for
   */
  public List<String> add(Handle handle, Feedback feedback, Diagnosis diagnosis) {
    takeTurn(handle, feedback);
    countOff(handle, feedback);
    var rules = List.copyOf(rulesFor(diagnosis));
    String rulebook = diagnosis.rulebook().revision();
    for (String rule : rules) {
      handle
          .createUpdate(
              "insert into rule_feedback (diagnosis_id, given_by, rule, rulebook, verdict)"
                  + " values (:diagnosis, :by, :rule, :rulebook, :verdict)")
          .bind("diagnosis", feedback.diagnosis())
          .bind("by", feedback.by())
          .bind("rule", rule)
          .bind("rulebook", rulebook)
          .bind("verdict", feedback.verdict().toString())
          .execute();
      count(handle, rule, rulebook, feedback.verdict(), 1, feedback.at());
    }
    return rules;
  }

  /** Of one diagnosis, what counts, the youngest first. */
  public List<Feedback> of(String diagnosis) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from feedback f where diagnosis_id = :diagnosis and number = (
                      select max(number) from feedback g
                      where g.diagnosis_id = f.diagnosis_id and g.given_by = f.given_by)
                    order by given_at desc, given_by fetch first :most rows only\
                    """)
                .bind("diagnosis", diagnosis)
                .bind("most", MOST_OF_A_DIAGNOSIS)
                .map(ROW)
                .list());
  }

  /** All that one said of one diagnosis, the youngest first: the first counts. */
  public List<Feedback> history(String diagnosis, String by) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from feedback where diagnosis_id = :diagnosis and given_by = :by"
                        + " order by number desc fetch first :most rows only")
                .bind("diagnosis", diagnosis)
                .bind("by", by)
                .bind("most", MOST_OF_A_DIAGNOSIS)
                .map(ROW)
                .list());
  }

  /** The first page of rules of which anything was said, by name, over all revisions. */
  public Page<RulePrecision> precision(int limit) {
    return precision(Optional.empty(), limit);
  }

  /** What follows on an earlier page. */
  public Page<RulePrecision> precision(Keyset cursor, int limit) {
    return precision(Optional.of(cursor.after()), limit);
  }

  private Page<RulePrecision> precision(Optional<String> after, int limit) {
    return database.read(
        handle -> {
          Query query =
              handle.createQuery(
                  SUMS
                      + after.map(_ -> " where rule > :after").orElse("")
                      + " group by rule having sum(right_count + partly_count + wrong_count) > 0"
                      + " order by rule fetch first :limit rows only");
          after.ifPresent(it -> query.bind("after", it));
          List<RulePrecision> found =
              query
                  .bind("limit", limit + 1)
                  .map(
                      (row, _) ->
                          new RulePrecision(
                              row.getString("rule"),
                              row.getLong("right_sum"),
                              row.getLong("partly_sum"),
                              row.getLong("wrong_sum")))
                  .list();
          return Page.of(found, limit, RULES, RulePrecision::rule);
        });
  }

  /**
   * One rule, revision by revision, that of the youngest feedback first.
   *
   * @param limit most revisions
   */
  public List<OfRevision> precisionOf(String rule, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from rule_precision where rule = :rule"
                        + " and right_count + partly_count + wrong_count > 0"
                        + " order by changed_at desc, rulebook fetch first :limit rows only")
                .bind("rule", cut(rule))
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new OfRevision(
                            row.getString("rulebook"),
                            new RulePrecision(
                                row.getString("rule"),
                                row.getLong("right_count"),
                                row.getLong("partly_count"),
                                row.getLong("wrong_count")),
                            Columns.time(row, "changed_at", context).orElseThrow()))
                .list());
  }

  /**
   * Forgets some of what was said long ago; what it counted for rules stays.
   *
   * @param before what was said before
   * @param limit most at once
   * @return how many
   */
  public int forgetOld(Instant before, int limit) {
    return database.write(
        handle -> {
          var old =
              handle
                  .createQuery(
                      "select diagnosis_id, given_by, number from feedback where given_at < :before"
                          + " order by given_at fetch first :limit rows only")
                  .bind("before", before)
                  .bind("limit", limit)
                  .map(
                      (row, _) ->
                          new Key(
                              row.getString("diagnosis_id"),
                              row.getString("given_by"),
                              row.getInt("number")))
                  .list();
          old.forEach(key -> forget(handle, key));
          return old.size();
        });
  }

  private record Key(String diagnosis, String by, int number) {}

  private static void forget(Handle handle, Key key) {
    handle
        .createUpdate(
            "delete from feedback"
                + " where diagnosis_id = :diagnosis and given_by = :by and number = :number")
        .bind("diagnosis", key.diagnosis())
        .bind("by", key.by())
        .bind("number", key.number())
        .execute();
    handle
        .createUpdate(
            """
            delete from rule_feedback where diagnosis_id = :diagnosis and given_by = :by
              and not exists (select 1 from feedback
                where diagnosis_id = :diagnosis and given_by = :by)\
            """)
        .bind("diagnosis", key.diagnosis())
        .bind("by", key.by())
        .execute();
  }

  /** Of two at the same time one waits here for the other, and counts after it. */
  private static void takeTurn(Handle handle, Feedback feedback) {
    while (!isInserted(handle, feedback)) {
      // The other one has the number; the next look sees it.
    }
  }

  private static boolean isInserted(Handle handle, Feedback feedback) {
    return handle
            .createUpdate(
                """
                insert into feedback (diagnosis_id, given_by, number, verdict, given_at,
                  actual_category, actual_subject, remark)
                select cast(:diagnosis as varchar(36)), cast(:by as varchar(120)),
                  coalesce(max(number), 0) + 1, cast(:verdict as varchar(10)),
                  cast(:at as timestamp(6) with time zone), cast(:category as varchar(40)),
                  cast(:subject as varchar(253)), cast(:remark as varchar(2000))
                from feedback where diagnosis_id = :diagnosis and given_by = :by
                on conflict do nothing\
                """)
            .bind("diagnosis", feedback.diagnosis())
            .bind("by", feedback.by())
            .bind("verdict", feedback.verdict().toString())
            .bind("at", feedback.at())
            .bind("category", feedback.actual().map(it -> it.category().toString()).orElse(null))
            .bind("subject", feedback.actual().flatMap(Feedback.ActualCause::subject).orElse(null))
            .bind("remark", feedback.comment().orElse(null))
            .execute()
        == 1;
  }

  private static void countOff(Handle handle, Feedback feedback) {
    record Counted(String rule, String rulebook, Feedback.Verdict verdict) {}
    List<Counted> before =
        handle
            .createQuery(
                "select rule, rulebook, verdict from rule_feedback"
                    + " where diagnosis_id = :diagnosis and given_by = :by order by rule")
            .bind("diagnosis", feedback.diagnosis())
            .bind("by", feedback.by())
            .map(
                (row, _) ->
                    new Counted(
                        row.getString("rule"),
                        row.getString("rulebook"),
                        verdict(row.getString("verdict"))))
            .list();
    for (Counted each : before) {
      count(handle, each.rule(), each.rulebook(), each.verdict(), -1, feedback.at());
    }
    handle
        .createUpdate(
            "delete from rule_feedback where diagnosis_id = :diagnosis and given_by = :by")
        .bind("diagnosis", feedback.diagnosis())
        .bind("by", feedback.by())
        .execute();
  }

  private static void count(
      Handle handle, String rule, String rulebook, Feedback.Verdict verdict, int by, Instant at) {
    handle
        .createUpdate(
            "insert into rule_precision values (:rule, :rulebook, 0, 0, 0, :at)"
                + " on conflict do nothing")
        .bind("rule", rule)
        .bind("rulebook", rulebook)
        .bind("at", at)
        .execute();
    String column =
        switch (verdict) {
          case RIGHT -> "right_count";
          case PARTLY -> "partly_count";
          case WRONG -> "wrong_count";
        };
    handle
        .createUpdate(
            "update rule_precision set %s = %s + :by, changed_at = :at".formatted(column, column)
                + " where rule = :rule and rulebook = :rulebook")
        .bind("by", by)
        .bind("at", at)
        .bind("rule", rule)
        .bind("rulebook", rulebook)
        .execute();
  }

  /** Sorted, so that two who count for the same rules do not wait for each other for ever. */
  private static TreeSet<String> rulesFor(Diagnosis diagnosis) {
    var rules = new TreeSet<String>();
    diagnosis.causes().stream()
        .limit(1)
        .flatMap(cause -> cause.evidence().stream())
        .filter(evidence -> evidence.weight() > 0)
        .forEach(evidence -> rules.add(cut(evidence.rule())));
    return rules;
  }

  private static String cut(String rule) {
    return rule.length() <= LONGEST_RULE ? rule : rule.substring(0, LONGEST_RULE);
  }

  private static Feedback feedback(ResultSet row, StatementContext context) throws SQLException {
    Optional<String> category = Optional.ofNullable(row.getString("actual_category"));
    Optional<String> subject = Optional.ofNullable(row.getString("actual_subject"));
    return new Feedback(
        row.getString("diagnosis_id"),
        verdict(row.getString("verdict")),
        row.getString("given_by"),
        Columns.time(row, "given_at", context).orElseThrow(),
        category.map(
            it -> new Feedback.ActualCause(Category.valueOf(it.toUpperCase(Locale.ROOT)), subject)),
        Optional.ofNullable(row.getString("remark")));
  }

  private static Feedback.Verdict verdict(String text) {
    return Feedback.Verdict.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
