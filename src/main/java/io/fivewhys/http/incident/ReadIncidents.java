package io.fivewhys.http.incident;

import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.Ids;
import io.fivewhys.http.call.Paging;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Category;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.IncidentStories;
import io.fivewhys.pipeline.PostMortem;
import io.fivewhys.store.IncidentFilter;
import io.fivewhys.store.Page;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Incidents for those who read them. */
final class ReadIncidents {
  private static final int USUAL = 20;
  private static final int MOST = 100;
  private static final int USUAL_ENTRIES = 100;
  private static final int MOST_ENTRIES = 500;

  private static final List<String> LISTING =
      List.of("gateway", "state", "category", "since", "limit", "cursor");
  private static final String UNRESOLVED = "unresolved";
  private static final String STATES =
      QueryReading.words(IncidentState.values()) + ", or unresolved for all but the last";

  private final IncidentDesk desk;
  private final InterventionDesk interventions;
  private final KnownIncidents known;
  private final IncidentStories stories;

  ReadIncidents(IncidentDesk desk, InterventionDesk interventions, IncidentStories stories) {
    this.desk = desk;
    this.interventions = interventions;
    known = new KnownIncidents(desk);
    this.stories = stories;
  }

  record IncidentPage(List<IncidentDocuments.Described> incidents, Optional<String> next) {}

  /**
   * @param next version after which it goes on
   */
  record Timeline(String incident, List<IncidentDocuments.Entry> entries, Optional<Long> next) {}

  Reply list(Call call) {
    var reading = new QueryReading(call.query(), LISTING, Set.of("state"));
    var states = EnumSet.noneOf(IncidentState.class);
    reading.values("state", STATES, ReadIncidents::states).forEach(states::addAll);
    var filter =
        new IncidentFilter(
            reading.value("gateway", "the name of a gateway", QueryReading::name),
            states,
            reading.value(
                "category", QueryReading.words(Category.values()), ReadIncidents::category),
            reading.value("since", "an RFC 3339 time", QueryReading::time));
    String list = "incidents " + filter;
    Optional<String> before = Paging.after(reading, list, Ids::uuid);
    int limit = reading.number("limit", 1, MOST, USUAL);
    reading.mustBeFine();
    Page<Incident> page = Page.of(desk.list(filter, before, limit + 1), limit, list, Incident::id);
    Optional<String> next = page.next().map(Object::toString);
    var incidents = page.entries().stream().map(IncidentDocuments.Described::of).toList();
    return Paging.linked(Reply.ok(call.accepted(), new IncidentPage(incidents, next)), call, next);
  }

  Reply one(Call call) {
    ChangeQuery.none(call);
    Incident incident = known.of(call);
    var document =
        IncidentDocuments.Described.of(
            incident,
            desk.earlier(incident),
            desk.fixes(incident),
            interventions.of(incident.id()));
    return Reply.ok(call.accepted(), document).with("ETag", "\"" + incident.version() + "\"");
  }

  Reply timeline(Call call) {
    var reading = new QueryReading(call.query(), List.of("after", "limit"));
    long after = reading.count("after").orElse(0);
    int limit = reading.number("limit", 1, MOST_ENTRIES, USUAL_ENTRIES);
    reading.mustBeFine();
    Incident incident = known.of(call);
    List<TimelineEntry> found = desk.timeline(incident.id(), after, limit + 1);
    List<TimelineEntry> entries = found.stream().limit(limit).toList();
    OptionalLong next =
        found.size() > limit ? OptionalLong.of(entries.getLast().version()) : OptionalLong.empty();
    var document =
        new Timeline(
            incident.id(),
            entries.stream().map(IncidentDocuments.Entry::of).toList(),
            next.isPresent() ? Optional.of(next.getAsLong()) : Optional.empty());
    Reply reply = Reply.ok(call.accepted(), document);
    return document
        .next()
        .map(it -> reply.with("Link", Paging.link(call, "after", it.toString())))
        .orElse(reply);
  }

  Reply report(Call call) {
    ChangeQuery.none(call);
    return Reply.ok("text/markdown; charset=utf-8", PostMortem.of(stories.of(known.of(call))));
  }

  private static Optional<Set<IncidentState>> states(String text) {
    if (text.equals(UNRESOLVED)) {
      return Optional.of(
          Arrays.stream(IncidentState.values())
              .filter(it -> !it.isOver())
              .collect(Collectors.toSet()));
    }
    return Arrays.stream(IncidentState.values())
        .filter(it -> it.toString().equals(text))
        .findFirst()
        .map(Set::of);
  }

  private static Optional<Category> category(String text) {
    return Arrays.stream(Category.values()).filter(it -> it.toString().equals(text)).findFirst();
  }
}
