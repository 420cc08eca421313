package io.fivewhys.http.incident;

import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.access.AuditTrail;
import io.fivewhys.http.call.BodyReading;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.notify.Channel;
import io.fivewhys.pipeline.Notifications;
import io.fivewhys.store.Outbox.Backlog;
import io.fivewhys.store.Page;
import io.fivewhys.store.QueuedMessage;
import io.fivewhys.store.QueuedMessage.State;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages, what became of them, and the channels that they take. */
final class ReadNotifications {
  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final int LONGEST_NAME = 200;
  private static final List<String> AUTHOR = List.of("author");
  private static final String PATH = "/api/v1/notifications/";

  private final Notifications notifications;
  private final AccessParts access;

  ReadNotifications(Notifications notifications, AccessParts access) {
    this.notifications = notifications;
    this.access = access;
  }

  record NotificationPage(
      List<IncidentDocuments.Notification> notifications, Optional<String> next) {}

  record Channels(List<Described> channels) {}

  /**
   * @param pending messages that wait
   * @param parked messages that were given up
   * @param oldestPendingAt since when the oldest of those that wait does
   */
  record Described(
      String name, String type, long pending, long parked, Optional<Instant> oldestPendingAt) {}

  /**
   * @param applied whether it is tried again
   * @param why not
   */
  record Retried(
      boolean applied, Optional<String> why, IncidentDocuments.Notification notification) {}

  Reply list(Call call) {
    var reading =
        new QueryReading(call.query(), List.of("incident", "channel", "state", "limit", "cursor"));
    Optional<String> incident = reading.value("incident", "the id of an incident", Ids::uuid);
    Optional<String> channel =
        reading.value("channel", "the name of a channel", QueryReading::name);
    Optional<State> state =
        reading.value("state", QueryReading.words(State.values()), ReadNotifications::state);
    String list = "notifications %s %s %s".formatted(incident, channel, state);
    Optional<Long> before = Paging.after(reading, list, Ids::number);
    int limit = reading.number("limit", 1, MOST, USUAL);
    reading.mustBeFine();
    List<QueuedMessage> found = notifications.list(incident, channel, state, before, limit + 1);
    Page<QueuedMessage> page = Page.of(found, limit, list, it -> Long.toString(it.id()));
    Optional<String> next = page.next().map(Object::toString);
    var all = page.entries().stream().map(IncidentDocuments.Notification::of).toList();
    return Paging.linked(Reply.ok(call.accepted(), new NotificationPage(all, next)), call, next);
  }

  Reply one(Call call) {
    ChangeQuery.none(call);
    return Reply.ok(call.accepted(), IncidentDocuments.Notification.of(known(call)));
  }

  Reply channels(Call call) {
    ChangeQuery.none(call);
    List<Backlog> backlog = notifications.backlog();
    var all = notifications.channels().stream().map(it -> described(it, backlog)).toList();
    return Reply.ok(call.accepted(), new Channels(all));
  }

  private static Described described(Channel channel, List<Backlog> backlog) {
    Optional<Backlog> pending = of(channel, State.PENDING, backlog);
    return new Described(
        channel.name(),
        channel.type(),
        pending.map(Backlog::count).orElse(0L),
        of(channel, State.PARKED, backlog).map(Backlog::count).orElse(0L),
        pending.map(Backlog::oldest));
  }

  private static Optional<Backlog> of(Channel channel, State state, List<Backlog> backlog) {
    return backlog.stream()
        .filter(it -> it.channel().equals(channel.name()) && it.state() == state)
        .findFirst();
  }

  /** Queues a message that tries a channel. */
  Reply test(Call call) throws IOException {
    var query = ChangeQuery.of(call, AUTHOR);
    var body = BodyReading.of(call, Set.of("channel"));
    String channel = body.neededProse("channel", LONGEST_NAME).orElse("");
    body.mustBeFine();
    if (notifications.channels().stream().noneMatch(it -> it.name().equals(channel))) {
      throw noSuchChannel(channel);
    }
    var trail = AuditTrail.of(access, "testChannel", call, query);
    QueuedMessage queued =
        trail.around(
            "channel " + channel,
            () ->
                notifications
                    .test(
                        channel,
                        AuditTrail.author(call, query),
                        (handle, it) -> call.answeredIn(handle, queued(call, trail, it)))
                    .orElseThrow(),
            _ -> "queued");
    return queued(call, trail, queued);
  }

  private static Reply queued(Call call, AuditTrail trail, QueuedMessage queued) {
    return Reply.accepted(call.accepted(), IncidentDocuments.Notification.of(queued))
        .with("Location", PATH + queued.id())
        .with("X-Request-Id", trail.requestId());
  }

  private Refusal noSuchChannel(String channel) {
    List<String> names = notifications.channels().stream().map(Channel::name).sorted().toList();
    String allowed =
        names.isEmpty() ? "none: no channel is configured" : "one of " + String.join(", ", names);
    var place =
        new SnapshotRefused.Problem("/channel", Call.bounded(channel), allowed, Optional.empty());
    var detail = "There is no such channel.";
    return Problem.of(422, "no-such-channel", detail, List.of(place)).refusal();
  }

  /** Has one tried again that was given up. */
  Reply retry(Call call) throws IOException {
    var query = ChangeQuery.of(call, AUTHOR);
    long id = known(call).id();
    var trail = AuditTrail.of(access, "retryNotification", call, query);
    boolean applied =
        trail.around(
            "notification " + id, () -> notifications.retry(id), it -> it ? "queued" : "unchanged");
    QueuedMessage now = known(call);
    Optional<String> why =
        applied
            ? Optional.empty()
            : Optional.of(
                "it is %s; only what was parked or refused is tried again".formatted(now.state()));
    var document = new Retried(applied, why, IncidentDocuments.Notification.of(now));
    Reply reply =
        applied ? Reply.accepted(call.accepted(), document) : Reply.ok(call.accepted(), document);
    return reply.with("X-Request-Id", trail.requestId());
  }

  private QueuedMessage known(Call call) {
    String id = call.parameter("id");
    return Ids.number(id)
        .flatMap(notifications::get)
        .orElseThrow(
            () -> {
              var detail =
                  "There is no notification %s, or it is too old to be kept."
                      .formatted(Call.bounded(id));
              return Problem.of(404, "no-such-notification", detail).refusal();
            });
  }

  private static Optional<State> state(String text) {
    return Arrays.stream(State.values()).filter(it -> it.toString().equals(text)).findFirst();
  }
}
