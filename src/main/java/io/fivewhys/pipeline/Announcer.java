package io.fivewhys.pipeline;

import io.fivewhys.incident.EscalationPlan;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Step;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Writes into the outbox whom a change of an incident concerns. */
final class Announcer {
  /** What weighs more is told in place of what weighs less, when both happen at once. */
  private static final List<Occasion> BY_WEIGHT =
      List.of(
          Occasion.CHANGED,
          Occasion.OPENED,
          Occasion.ACKNOWLEDGED,
          Occasion.ESCALATED,
          Occasion.RESOLVED);

  private final Map<String, Channel> channels;
  private final Function<Incident, List<String>> announce;
  private final EscalationPlan plan;
  private final Silencing silencing;
  private final Outbox outbox;

  /** What each channel is told. */
  private record Told(Occasion occasion, String text) {}

  /**
   * @param announce names of the channels that are told of an incident from its beginning
   */
  Announcer(
      Collection<Channel> channels,
      Function<Incident, List<String>> announce,
      EscalationPlan plan,
      Silencing silencing,
      Outbox outbox) {
    this.channels = new LinkedHashMap<>();
    channels.forEach(it -> this.channels.put(it.name(), it));
    this.announce = announce;
    this.plan = plan;
    this.silencing = silencing;
    this.outbox = outbox;
  }

  void announce(Handle handle, Step step, Instant now) {
    Incident incident = step.after();
    Map<String, Told> told = new LinkedHashMap<>();
    for (TimelineEntry entry : step.entries()) {
      occasion(step, entry).ifPresent(it -> tell(told, incident, new Told(it, entry.text())));
    }
    told.forEach((channel, what) -> write(handle, channel, incident, what, now));
  }

  private void tell(Map<String, Told> told, Incident incident, Told what) {
    for (String name : concerned(incident, what.occasion())) {
      Channel channel = channels.get(name);
      // Those who were not called hear of the call as of any other change.
      Occasion occasion =
          what.occasion() == Occasion.ESCALATED && !isCalledNow(incident, name)
              ? Occasion.CHANGED
              : what.occasion();
      if (channel != null && channel.tells(occasion)) {
        told.merge(name, new Told(occasion, what.text()), Announcer::weightier);
      }
    }
  }

  private static Told weightier(Told one, Told other) {
    return BY_WEIGHT.indexOf(other.occasion()) >= BY_WEIGHT.indexOf(one.occasion()) ? other : one;
  }

  private Set<String> concerned(Incident incident, Occasion occasion) {
    var all = new LinkedHashSet<>(announce.apply(incident));
    if (occasion != Occasion.OPENED) {
      all.addAll(incident.called());
    }
    return all;
  }

  private boolean isCalledNow(Incident incident, String channel) {
    return plan.level(incident, incident.escalation())
        .filter(it -> it.channels().contains(channel))
        .isPresent();
  }

  private void write(Handle handle, String channel, Incident incident, Told told, Instant now) {
    Optional<String> silence = silencing.of(handle, incident, now);
    // Whoever heard of it before the silence also hears that it is over.
    boolean ends = told.occasion() == Occasion.RESOLVED || told.occasion() == Occasion.ACKNOWLEDGED;
    Optional<String> silenced =
        ends && outbox.wasTold(handle, incident.id(), channel) ? Optional.empty() : silence;
    outbox.add(
        handle, channel, Optional.of(incident.id()), told.occasion(), told.text(), silenced, now);
  }

  /** Tells those who are told of an incident from its beginning, unless a silence holds. */
  void announce(Handle handle, Incident incident, Occasion occasion, String text, Instant now) {
    for (String name : telling(incident, occasion)) {
      write(handle, name, incident, new Told(occasion, text), now);
    }
  }

  /** The same even though a silence holds. */
  void insist(Handle handle, Incident incident, Occasion occasion, String text, Instant now) {
    for (String name : telling(incident, occasion)) {
      outbox.add(handle, name, Optional.of(incident.id()), occasion, text, Optional.empty(), now);
    }
  }

  private List<String> telling(Incident incident, Occasion occasion) {
    return announce.apply(incident).stream()
        .filter(channels::containsKey)
        .filter(it -> channels.get(it).tells(occasion))
        .toList();
  }

  private static Optional<Occasion> occasion(Step step, TimelineEntry entry) {
    boolean takenOn =
        step.before().filter(it -> it.acknowledged().isEmpty()).isPresent()
            && step.after().acknowledged().isPresent();
    return switch (entry.kind()) {
      case OPENED -> Optional.of(Occasion.OPENED);
      case CAUSE_CHANGED, SEVERITY_RAISED, QUIET, RETURNED, ASSIGNED, INTERVENTION ->
          Optional.of(Occasion.CHANGED);
      // Whoever does something about it has taken it on; a pager must hear of that.
      case MITIGATING -> Optional.of(takenOn ? Occasion.ACKNOWLEDGED : Occasion.CHANGED);
      case ACKNOWLEDGED -> Optional.of(Occasion.ACKNOWLEDGED);
      case ESCALATED -> Optional.of(Occasion.ESCALATED);
      case RESOLVED, MERGED -> Optional.of(Occasion.RESOLVED);
      case COMMENTED, LINKED -> Optional.empty();
    };
  }
}
