package io.fivewhys.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What looks saw of the traffic, in the database, for a while. Safe for use by threads. */
public final class TrafficSamples {
  /** Of one gateway in one answer: two and a half days of looks every second. */
  public static final int MOST = 200_000;

  private static final Logger LOG = LoggerFactory.getLogger(TrafficSamples.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<Integer, Long>> COUNTS = new TypeReference<>() {};
  private static final int ROWS_AT_ONCE = 1_000;

  private final Database database;

  public TrafficSamples(Database database) {
    this.database = database;
  }

  /**
   * Writes one down; the same look twice counts once. A chart with a gap is better than a look that
   * fails, so that a database that is down is no failure here.
   *
   * @return whether it is kept
   */
  public boolean record(TrafficSample sample) {
    Instant now = database.clock().instant();
    try {
      database.change(
          handle ->
              handle
                  .createUpdate(
                      "insert into traffic_sample (gateway, at, window_millis, kept_at, known,"
                          + " errors_only, responses) values (:gateway, :at, :window, :now, :known,"
                          + " :errorsOnly, :responses) on conflict do nothing")
                  .bind("gateway", Column.name(sample.gateway()))
                  .bind("at", Column.time(sample.at()))
                  .bind("window", sample.window().toMillis())
                  .bind("now", now)
                  .bind("known", sample.known())
                  .bind("errorsOnly", sample.errorsOnly())
                  .bind("responses", write(sample.responses()))
                  .execute());
      return true;
    } catch (DatabaseUnavailable gone) {
      LOG.debug("The traffic of {} is not kept: {}", sample.gateway(), gone.getMessage());
      return false;
    }
  }

  /**
   * Tells the samples of a gateway, the oldest first, {@value #MOST} at most.
   *
   * @param since the first time that counts
   * @param until the first that does not
   * @throws DatabaseUnavailable when they cannot be read
   */
  public void between(String gateway, Instant since, Instant until, Consumer<TrafficSample> each) {
    database.read(
        handle -> {
          try (var rows =
              handle
                  .createQuery(
                      "select * from traffic_sample where gateway = :gateway and at >= :since and"
                          + " at < :until order by at fetch first :most rows only")
                  .bind("gateway", Column.name(gateway))
                  .bind("since", Column.time(since))
                  .bind("until", Column.time(until))
                  .bind("most", MOST)
                  .setFetchSize(ROWS_AT_ONCE)
                  .map((row, context) -> sample(gateway, row, context))
                  .iterator()) {
            rows.forEachRemaining(each);
          }
          return null;
        });
  }

  /**
   * Forgets some that are old.
   *
   * @param age how long they are kept
   * @param limit most at once
   * @return how many
   */
  public int forgetOld(Duration age, int limit) {
    Instant before = database.clock().instant().minus(age);
    return database.write(
        handle ->
            handle
                .createUpdate(
                    "delete from traffic_sample where (gateway, at) in (select gateway, at from"
                        + " traffic_sample where kept_at < :before order by kept_at"
                        + " fetch first :limit rows only)")
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  private static TrafficSample sample(String gateway, ResultSet row, StatementContext context)
      throws SQLException {
    return new TrafficSample(
        gateway,
        Columns.time(row, "at", context).orElseThrow(),
        Duration.ofMillis(row.getLong("window_millis")),
        row.getBoolean("known"),
        row.getBoolean("errors_only"),
        read(row.getString("responses")));
  }

  private static String write(Map<Integer, Long> responses) {
    try {
      return JSON.writeValueAsString(responses);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static Map<Integer, Long> read(String responses) {
    try {
      return JSON.readValue(responses, COUNTS);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("traffic_sample.responses is no JSON", bug);
    }
  }
}
