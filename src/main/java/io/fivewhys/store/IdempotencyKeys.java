package io.fivewhys.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

/**
 * Requests that clients gave a key, so that none is done twice
 * (draft-ietf-httpapi-idempotency-key). Safe for use by threads, and by several processes on one
 * database.
 *
 * <p>Whoever does a request claims its key first, which is on the disk before the work begins. A
 * claim lasts {@link #CLAIM} and has to be renewed until then. One whose process died is over then,
 * and the next who asks gets it.
 *
 * <p>What a crash leaves: a claimed key, and nobody knows whether the work was done. Whoever takes
 * the claim over does it again. So the work happens at least once, and exactly once only where it
 * ends with {@link #complete(Handle, Claim.Mine, StoredAnswer)} in the one transaction that is the
 * work: then both are on the disk or neither is.
 *
 * <p>Of each actor {@link #MOST_KEPT} are kept, give or take what comes between two looks at them.
 * Of more the oldest answers are forgotten early: with keys as with any other means nobody shall
 * fill the disk, and to refuse further keys for the rest of the day would help nobody.
 */
public final class IdempotencyKeys {
  /** How long a claim lasts that nobody renews. */
  public static final Duration CLAIM = Duration.ofSeconds(60);

  /** How long an answer is given again, at the least. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** Keys of one actor. */
  public static final int MOST_KEPT = 100_000;

  /** How often it is looked how many keys of an actor there are. */
  private static final int CLAIMS_BETWEEN_LOOKS = 1_000;

  /** More than can come between two looks of a few replicas. */
  private static final int MOST_FORGOTTEN_AT_ONCE = 5 * CLAIMS_BETWEEN_LOOKS;

  private static final int LONGEST_HEADERS = 4_000;
  private static final String ITS_KEY = " where actor = :actor and request_key = :key";
  private static final String OURS = ITS_KEY + " and claim = :claim and state = 'in_flight'";

  private final Database database;
  private final Clock clock;
  private final int mostKept;
  private final int claimsBetweenLooks;

  /** Claims since the process began, by actor, of whom there are a few. */
  private final Map<String, AtomicInteger> claims = new ConcurrentHashMap<>();

  /**
   * @param clock that of the database
   */
  public IdempotencyKeys(Database database, Clock clock) {
    this(database, clock, MOST_KEPT, CLAIMS_BETWEEN_LOOKS);
  }

  IdempotencyKeys(Database database, Clock clock, int mostKept, int claimsBetweenLooks) {
    this.database = database;
    this.clock = clock;
    this.mostKept = mostKept;
    this.claimsBetweenLooks = claimsBetweenLooks;
  }

  /**
   * Says what is to be done with a request, and claims it where it is to be done.
   *
   * @param actor who asks, as authenticated; keys of one are none of another's
   * @param fingerprint of all that the request says
   * @return once it is on the disk
   * @throws io.fivewhys.database.DatabaseUnavailable then it is to be done by nobody
   */
  public Claim claim(String actor, String key, String fingerprint) {
    int before = claims.computeIfAbsent(actor, _ -> new AtomicInteger()).getAndIncrement();
    if (before % claimsBetweenLooks == 0) {
      forgetTooMany(actor);
    }
    return database.write(
        handle -> {
          // Between an insert that finds a row and the look at it, the row may be gone.
          while (true) {
            var mine = new Claim.Mine(actor, key, UUID.randomUUID().toString(), false);
            if (inserted(handle, mine, fingerprint)) {
              return mine;
            }
            Optional<Row> row = row(handle, actor, key);
            if (row.isPresent()) {
              Claim claim = claim(row.get(), fingerprint);
              boolean over =
                  claim instanceof Claim.InFlight(Instant until) && until.isBefore(clock.instant());
              return over ? takenOver(handle, mine, row.get()) : claim;
            }
          }
        });
  }

  /** Makes a claim last longer; does nothing to one that is over or somebody else's. */
  public void renew(Claim.Mine claim) {
    database.change(
        handle ->
            handle
                .createUpdate("update idempotency set claimed_until = :until" + OURS)
                .bind("until", clock.instant().plus(CLAIM))
                .bind("actor", claim.actor())
                .bind("key", claim.key())
                .bind("claim", claim.id())
                .execute());
  }

  /** Gives a claim back: the work failed, and another try shall do it. */
  public void release(Claim.Mine claim) {
    database.change(
        handle ->
            handle
                .createUpdate("delete from idempotency" + OURS)
                .bind("actor", claim.actor())
                .bind("key", claim.key())
                .bind("claim", claim.id())
                .execute());
  }

  /**
   * Keeps the answer.
   *
   * @return false when the claim was lost, so that the answer is not the one that counts
   */
  public boolean complete(Claim.Mine claim, StoredAnswer answer) {
    return database.write(handle -> kept(handle, claim, answer) || isDone(handle, claim));
  }

  /**
   * Keeps the answer in the transaction that does the work, so that both happen or neither.
   *
   * @throws ClaimLost when somebody else has the claim by now; not to be caught within the
   *     transaction
   */
  public void complete(Handle handle, Claim.Mine claim, StoredAnswer answer) {
    if (!kept(handle, claim, answer)) {
      throw new ClaimLost();
    }
  }

  /** How a request stands of which one has lost the claim; empty when nobody has it. */
  public Optional<Claim> standing(Claim.Mine lost, String fingerprint) {
    return database.read(
        handle -> row(handle, lost.actor(), lost.key()).map(row -> claim(row, fingerprint)));
  }

  /**
   * Forgets some of those that are older than {@link #KEPT}.
   *
   * @param limit most at once
   * @return how many; less than the limit: there are no more
   */
  public int forgetOld(int limit) {
    Instant now = clock.instant();
    return database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from idempotency where (actor, request_key) in (
                      select actor, request_key from idempotency
                      where noted_at < :before and (state = 'done' or claimed_until < :now)
                      order by noted_at fetch first :limit rows only)\
                    """)
                .bind("before", now.minus(KEPT))
                .bind("now", now)
                .bind("limit", limit)
                .execute());
  }

  private void forgetTooMany(String actor) {
    long tooMany = kept(actor) - mostKept;
    if (tooMany > 0) {
      database.change(
          handle ->
              handle
                  .createUpdate(
                      """
                      delete from idempotency where (actor, request_key) in (
                        select actor, request_key from idempotency
                        where actor = :actor and state = 'done'
                        order by noted_at fetch first :limit rows only)\
                      """)
                  .bind("actor", actor)
                  .bind("limit", Math.min(tooMany, MOST_FORGOTTEN_AT_ONCE))
                  .execute());
    }
  }

  private long kept(String actor) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from idempotency where actor = :actor")
                .bind("actor", actor)
                .mapTo(Long.class)
                .one());
  }

  private boolean inserted(Handle handle, Claim.Mine mine, String fingerprint) {
    Instant now = clock.instant();
    return handle
            .createUpdate(
                """
                insert into idempotency
                  (actor, request_key, fingerprint, state, claim, claimed_until, noted_at)
                values (:actor, :key, :fingerprint, 'in_flight', :claim, :until, :now)
                on conflict do nothing\
                """)
            .bind("actor", mine.actor())
            .bind("key", mine.key())
            .bind("fingerprint", fingerprint)
            .bind("claim", mine.id())
            .bind("until", now.plus(CLAIM))
            .bind("now", now)
            .execute()
        == 1;
  }

  private Claim takenOver(Handle handle, Claim.Mine mine, Row row) {
    Instant now = clock.instant();
    Instant until = now.plus(CLAIM);
    int taken =
        handle
            .createUpdate(
                "update idempotency set claim = :mine, claimed_until = :until, noted_at = :now"
                    + OURS
                    + " and claimed_until = :before")
            .bind("mine", mine.id())
            .bind("until", until)
            .bind("now", now)
            .bind("actor", mine.actor())
            .bind("key", mine.key())
            .bind("claim", row.claim())
            .bind("before", row.claimedUntil())
            .execute();
    // Somebody else was faster, or the one who was thought dead has just renewed it.
    return taken == 1
        ? new Claim.Mine(mine.actor(), mine.key(), mine.id(), true)
        : new Claim.InFlight(until);
  }

  private boolean kept(Handle handle, Claim.Mine claim, StoredAnswer answer) {
    StoredAnswer bounded = answer.bounded();
    String headers = json(bounded.headers());
    boolean fits = headers.length() <= LONGEST_HEADERS;
    return handle
            .createUpdate(
                """
                update idempotency set state = 'done', noted_at = :now, status = :status,
                  media_type = :type, headers = :headers, answer = :answer\
                """
                    + OURS)
            .bind("now", clock.instant())
            .bind("status", bounded.status())
            .bind("type", bounded.mediaType())
            .bind("headers", fits ? headers : "{}")
            .bind("answer", bounded.body().filter(_ -> fits).map(Compressed::of).orElse(null))
            .bind("actor", claim.actor())
            .bind("key", claim.key())
            .bind("claim", claim.id())
            .execute()
        == 1;
  }

  private static boolean isDone(Handle handle, Claim.Mine claim) {
    return row(handle, claim.actor(), claim.key())
        .filter(row -> row.claim().equals(claim.id()) && row.answer().isPresent())
        .isPresent();
  }

  private static Claim claim(Row row, String fingerprint) {
    if (!row.fingerprint().equals(fingerprint)) {
      return new Claim.Reused();
    }
    return row.answer()
        .<Claim>map(Claim.Done::new)
        .orElseGet(() -> new Claim.InFlight(row.claimedUntil()));
  }

  /**
   * @param answer empty while it is in flight
   */
  private record Row(
      String fingerprint, String claim, Instant claimedUntil, Optional<StoredAnswer> answer) {}

  private static Optional<Row> row(Handle handle, String actor, String key) {
    return handle
        .createQuery(
            "select fingerprint, state, claim, claimed_until, status, media_type, headers, answer"
                + " from idempotency"
                + ITS_KEY)
        .bind("actor", actor)
        .bind("key", key)
        .map(
            (columns, context) ->
                new Row(
                    columns.getString("fingerprint"),
                    columns.getString("claim"),
                    Columns.time(columns, "claimed_until", context).orElseThrow(),
                    columns.getString("state").equals("done")
                        ? Optional.of(answer(columns))
                        : Optional.empty()))
        .findOne();
  }

  private static StoredAnswer answer(ResultSet columns) throws SQLException {
    return new StoredAnswer(
        columns.getInt("status"),
        columns.getString("media_type"),
        headers(columns.getString("headers")),
        Optional.ofNullable(columns.getBytes("answer")).map(IdempotencyKeys::expanded));
  }

  private static String json(Map<String, String> headers) {
    try {
      return DiagnosisJson.jsonMapper().writeValueAsString(headers);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static Map<String, String> headers(String json) {
    try {
      return DiagnosisJson.jsonMapper()
          .readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static byte[] expanded(byte[] compressed) {
    try (InputStream gzip = Compressed.open(compressed)) {
      return gzip.readNBytes(StoredAnswer.MOST_BYTES);
    } catch (IOException damaged) {
      throw new UncheckedIOException("a kept answer cannot be read", damaged);
    }
  }
}
