package io.fivewhys.store;

import io.fivewhys.notify.Occasion;
import io.fivewhys.store.QueuedMessage.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Messages that are to be delivered, at least once each. They are written in the transaction that
 * causes them; whoever delivers one claims it for a while first, so that of several replicas one
 * does, and another one when that dies. Of the messages about one incident each channel gets one
 * after the other. Every method joins the transaction of its handle.
 */
public final class Outbox {
  private static final int MOST_REASON = 1000;

  /**
   * A message that is delivered by whoever holds this, until the claim is over.
   *
   * @param claim names the holder: what another one does meanwhile makes it void
   */
  public record Claimed(QueuedMessage message, String claim) {}

  /**
   * Writes one.
   *
   * @return its id
   * @param silenced why nobody is to be told; empty: it is to be delivered
   */
  public long add(
      Handle handle,
      String channel,
      Optional<String> incident,
      Occasion occasion,
      String text,
      Optional<String> silenced,
      Instant now) {
    String message = UUID.randomUUID().toString();
    Instant since =
        silenced.isEmpty() && incident.isPresent()
            ? supersede(handle, channel, incident.get(), now)
            : now;
    return handle
        .createUpdate(
            "insert into notification (message, channel, lane, incident, occasion, text,"
                + " created_at, queued_at, state, attempts, next_attempt_at, ended_at, reason)"
                + " values (:message, :channel, :lane, :incident, :occasion, :text, :since, :now,"
                + " :state, 0, :now, :ended, :reason)")
        .bind("message", message)
        .bind("channel", channel)
        .bind("lane", incident.orElse(message))
        .bind("incident", incident)
        .bind("occasion", occasion.toString())
        .bind("text", Column.clean(Incidents.bounded(text, 4000)))
        .bind("since", since)
        .bind("now", now)
        .bind("state", (silenced.isEmpty() ? State.PENDING : State.SILENCED).toString())
        .bind("ended", silenced.map(_ -> now))
        .bind("reason", silenced.map(it -> Incidents.bounded(it, MOST_REASON)))
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /**
   * What nobody has begun to tell yet of mere changes, the later message tells too.
   *
   * @return since when there is something to tell
   */
  private static Instant supersede(Handle handle, String channel, String incident, Instant now) {
    Optional<Instant> since =
        handle
            .createQuery(
                "select min(created_at) from notification where channel = :channel and lane = :lane"
                    + " and state = 'pending' and occasion = 'changed' and attempts = 0")
            .bind("channel", channel)
            .bind("lane", incident)
            .mapTo(Instant.class)
            .findOne();
    handle
        .createUpdate(
            "update notification set state = 'superseded', ended_at = :now where channel = :channel"
                + " and lane = :lane and state = 'pending' and occasion = 'changed' and attempts ="
                + " 0")
        .bind("now", now)
        .bind("channel", channel)
        .bind("lane", incident)
        .execute();
    return since.orElse(now);
  }

  /**
   * Takes messages of a channel that are due and that nobody else delivers, each the first of its
   * incident.
   *
   * @param claimFor how long nobody else gets them
   */
  public List<Claimed> claim(
      Handle handle, String channel, int most, Duration claimFor, Instant now) {
    List<QueuedMessage> due =
        handle
            .createQuery(
                "select * from notification n where n.channel = :channel and n.state = 'pending'"
                    + " and n.next_attempt_at <= :now and (n.claimed_until is null or"
                    + " n.claimed_until <= :now) and not exists (select 1 from notification e where"
                    + " e.channel = n.channel and e.lane = n.lane and e.state = 'pending' and e.id"
                    + " < n.id) order by n.next_attempt_at, n.id fetch first :most rows only for"
                    + " update skip locked")
            .bind("channel", channel)
            .bind("now", now)
            .bind("most", most)
            .map(Outbox::message)
            .list();
    return due.stream().map(it -> claimed(handle, it, now.plus(claimFor))).toList();
  }

  private static Claimed claimed(Handle handle, QueuedMessage message, Instant until) {
    String claim = UUID.randomUUID().toString();
    handle
        .createUpdate(
            "update notification set claim = :claim, claimed_until = :until, attempts = attempts +"
                + " 1 where id = :id")
        .bind("claim", claim)
        .bind("until", until)
        .bind("id", message.id())
        .execute();
    return new Claimed(message, claim);
  }

  /**
   * The claim came to its end.
   *
   * @return false when it was void: another one delivers the message now, or did
   */
  public boolean end(
      Handle handle, Claimed claimed, State state, Optional<String> reason, Instant now) {
    return handle
            .createUpdate(
                "update notification set state = :state, reason = :reason, ended_at = :now, claim ="
                    + " null, claimed_until = null where id = :id and claim = :claim")
            .bind("state", state.toString())
            .bind("reason", reason.map(it -> Incidents.bounded(it, MOST_REASON)))
            .bind("now", now)
            .bind("id", claimed.message().id())
            .bind("claim", claimed.claim())
            .execute()
        == 1;
  }

  /** The message is to be tried again later. The same as {@link #end} about void claims. */
  public boolean postpone(Handle handle, Claimed claimed, Instant until, String reason) {
    return handle
            .createUpdate(
                "update notification set next_attempt_at = :until, reason = :reason, claim = null,"
                    + " claimed_until = null where id = :id and claim = :claim")
            .bind("until", until)
            .bind("reason", Incidents.bounded(reason, MOST_REASON))
            .bind("id", claimed.message().id())
            .bind("claim", claimed.claim())
            .execute()
        == 1;
  }

  /** Makes one that was parked or refused pending again; the only way back. */
  public boolean retry(Handle handle, long id, Instant now) {
    return handle
            .createUpdate(
                "update notification set state = 'pending', next_attempt_at = :now, queued_at ="
                    + " :now, attempts = 0, ended_at = null where id = :id and state in ('parked',"
                    + " 'refused')")
            .bind("now", now)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Whether a channel has heard of an incident, or is about to. */
  public boolean wasTold(Handle handle, String incident, String channel) {
    return handle
        .createQuery(
            "select id from notification where channel = :channel and lane = :incident and state"
                + " in ('pending', 'delivered', 'parked') fetch first 1 rows only")
        .bind("channel", channel)
        .bind("incident", incident)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Whether there is something to claim. */
  public boolean hasDue(Handle handle, String channel, Instant now) {
    return handle
        .createQuery(
            "select id from notification where channel = :channel and state = 'pending' and"
                + " next_attempt_at <= :now and (claimed_until is null or claimed_until <= :now)"
                + " fetch first 1 rows only")
        .bind("channel", channel)
        .bind("now", now)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Keeps a channel from taking anything until then: it asked for that. */
  public void hold(Handle handle, String channel, Instant until) {
    handle
        .createUpdate(
            "update channel_pace set next_at = :until where channel = :channel and next_at <"
                + " :until")
        .bind("until", until)
        .bind("channel", channel)
        .execute();
  }

  /** Where the last message about an incident went. */
  public Optional<String> reference(Handle handle, String incident, String channel) {
    return handle
        .createQuery(
            "select reference from notification_thread where incident = :incident and channel ="
                + " :channel")
        .bind("incident", incident)
        .bind("channel", channel)
        .mapTo(String.class)
        .findOne();
  }

  public void refer(Handle handle, String incident, String channel, String reference) {
    int known =
        handle
            .createUpdate(
                "update notification_thread set reference = :reference where incident = :incident"
                    + " and channel = :channel")
            .bind("reference", reference)
            .bind("incident", incident)
            .bind("channel", channel)
            .execute();
    if (known == 0) {
      handle
          .createUpdate(
              "insert into notification_thread (incident, channel, reference) values (:incident,"
                  + " :channel, :reference) on conflict do nothing")
          .bind("incident", incident)
          .bind("channel", channel)
          .bind("reference", reference)
          .execute();
    }
  }

  /**
   * Takes the next turn of a channel that several replicas share.
   *
   * @return false while it is too early
   */
  public boolean paced(Handle handle, String channel, Duration spacing, Instant now) {
    handle
        .createUpdate(
            "insert into channel_pace (channel, next_at) values (:channel, :epoch) on conflict do"
                + " nothing")
        .bind("channel", channel)
        .bind("epoch", Instant.EPOCH)
        .execute();
    return handle
            .createUpdate(
                "update channel_pace set next_at = :next where channel = :channel and next_at <="
                    + " :now")
            .bind("next", now.plus(spacing))
            .bind("channel", channel)
            .bind("now", now)
            .execute()
        == 1;
  }

  /**
   * The newest that fit.
   *
   * @param before id that all have to be below
   */
  public List<QueuedMessage> list(
      Handle handle,
      Optional<String> incident,
      Optional<String> channel,
      Optional<State> state,
      Optional<Long> before,
      int limit) {
    var sql = new StringBuilder("select * from notification where id < :before");
    incident.ifPresent(_ -> sql.append(" and incident = :incident"));
    channel.ifPresent(_ -> sql.append(" and channel = :channel"));
    state.ifPresent(_ -> sql.append(" and state = :state"));
    sql.append(" order by id desc fetch first :limit rows only");
    Query query =
        handle
            .createQuery(sql.toString())
            .bind("before", before.orElse(Long.MAX_VALUE))
            .bind("limit", limit);
    incident.ifPresent(it -> query.bind("incident", it));
    channel.ifPresent(it -> query.bind("channel", it));
    state.ifPresent(it -> query.bind("state", it.toString()));
    return query.map(Outbox::message).list();
  }

  public Optional<QueuedMessage> get(Handle handle, long id) {
    return handle
        .createQuery("select * from notification where id = :id")
        .bind("id", id)
        .map(Outbox::message)
        .findOne();
  }

  /** How many are pending or parked, and since when the oldest of them. */
  public List<Backlog> backlog(Handle handle) {
    return handle
        .createQuery(
            "select channel, state, count(*), min(created_at) from notification where state in"
                + " ('pending', 'parked') group by channel, state")
        .map(
            (row, context) ->
                new Backlog(
                    row.getString(1),
                    state(row.getString(2)),
                    row.getLong(3),
                    context.findColumnMapperFor(Instant.class).orElseThrow().map(row, 4, context)))
        .list();
  }

  /** So many of a channel are in a state. */
  public record Backlog(String channel, State state, long count, Instant oldest) {}

  /** Gives up those that wait since before, of whatever channel: it may be there no more. */
  public int abandon(Handle handle, Instant queuedBefore, Instant now) {
    return handle
        .createUpdate(
            "update notification set state = 'parked', ended_at = :now, claim = null, claimed_until"
                + " = null, reason = coalesce(reason, 'no channel of this name took it') where"
                + " state = 'pending' and queued_at < :before and (claimed_until is null or"
                + " claimed_until <= :now)")
        .bind("now", now)
        .bind("before", queuedBefore)
        .execute();
  }

  /** Forgets those that ended before; at most so many at a time. */
  public int forget(Handle handle, Instant endedBefore, int most) {
    return handle
        .createUpdate(
            "delete from notification where id in (select id from notification where ended_at <"
                + " :before order by ended_at, id fetch first :most rows only)")
        .bind("before", endedBefore)
        .bind("most", most)
        .execute();
  }

  private static QueuedMessage message(ResultSet row, StatementContext context)
      throws SQLException {
    var instants = context.findColumnMapperFor(Instant.class).orElseThrow();
    return new QueuedMessage(
        row.getLong("id"),
        row.getString("message"),
        row.getString("channel"),
        Optional.ofNullable(row.getString("incident")),
        Occasion.valueOf(row.getString("occasion").toUpperCase(Locale.ROOT)),
        row.getString("text"),
        instants.map(row, row.findColumn("created_at"), context),
        instants.map(row, row.findColumn("queued_at"), context),
        state(row.getString("state")),
        row.getInt("attempts"),
        instants.map(row, row.findColumn("next_attempt_at"), context),
        Optional.ofNullable(instants.map(row, row.findColumn("ended_at"), context)),
        Optional.ofNullable(row.getString("reason")));
  }

  private static State state(String text) {
    return State.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
