package io.fivewhys.http.mitigation;

import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.incident.Mark;
import io.fivewhys.inference.Action;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.store.InterventionFilter;
import io.fivewhys.store.Page;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done about incidents, for those who read it. */
final class ReadInterventions {
  private static final List<String> LISTING =
      List.of("gateway", "incident", "state", "action", "by", "limit", "cursor");

  private static final int LONGEST_ACTOR = 300;

  /** More than the longest life has. */
  private static final int MOST_ENTRIES = 500;

  /** What the service does; what only a person can do is none of it. */
  private static final Action[] ACTIONS =
      Arrays.stream(Action.values()).filter(it -> it != Action.MANUAL).toArray(Action[]::new);

  static final String AN_ACTION = "one of " + QueryReading.words(ACTIONS);

  private final InterventionDesk desk;

  ReadInterventions(InterventionDesk desk) {
    this.desk = desk;
  }

  record ActionPage(List<InterventionDocuments.Described> actions, Optional<String> next) {}

  /**
   * @param stopped whether nothing is begun
   * @param by who stopped it
   */
  record Switch(boolean stopped, Optional<InterventionDocuments.Done> by) {
    static Switch of(Optional<Mark> stopped) {
      return new Switch(stopped.isPresent(), stopped.map(InterventionDocuments.Done::of));
    }
  }

  Reply list(Call call) {
    var reading = new QueryReading(call.query(), LISTING, Set.of("state"));
    var states = EnumSet.noneOf(InterventionState.class);
    states.addAll(
        reading.values(
            "state",
            QueryReading.words(InterventionState.values()),
            text -> oneOf(text, InterventionState.values())));
    var filter =
        new InterventionFilter(
            reading.value("gateway", "the name of a gateway", QueryReading::name),
            reading.value("incident", "the id of an incident", Ids::uuid),
            states,
            reading.value("action", AN_ACTION, ReadInterventions::action),
            reading.text("by", LONGEST_ACTOR));
    String list = "actions " + filter;
    Optional<String> before = Paging.after(reading, list, Ids::uuid);
    int limit = Paging.limit(reading);
    reading.mustBeFine();
    Page<Intervention> page =
        Page.of(desk.list(filter, before, limit + 1), limit, list, Intervention::id);
    Optional<String> next = page.next().map(Object::toString);
    var actions = page.entries().stream().map(InterventionDocuments.Described::of).toList();
    return Paging.linked(Reply.ok(call.accepted(), new ActionPage(actions, next)), call, next);
  }

  /** Dashes are as good as underscores: the file of the policy has them. */
  static Optional<Action> action(String text) {
    return oneOf(text.replace('-', '_'), ACTIONS);
  }

  private static <E extends Enum<E>> Optional<E> oneOf(String text, E[] values) {
    return Arrays.stream(values).filter(it -> it.toString().equals(text)).findFirst();
  }

  Reply one(Call call) {
    ChangeQuery.none(call);
    String id = call.parameter("id");
    Intervention found =
        Ids.uuid(id).flatMap(desk::get).orElseThrow(() -> Ids.unknown("action", id));
    List<JournalEntry> journal = desk.journal(found.id(), 0, MOST_ENTRIES);
    return Reply.ok(call.accepted(), InterventionDocuments.Described.of(found, journal))
        .with("ETag", "\"" + found.version() + "\"");
  }

  Reply stopSwitch(Call call) {
    ChangeQuery.none(call);
    return Reply.ok(call.accepted(), Switch.of(desk.stopped()));
  }
}
