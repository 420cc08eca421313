package io.fivewhys.pipeline;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Intervention;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts together what is known of incidents. Blocks; safe for use by threads. */
public final class IncidentStories {
  /** Entries of a timeline that are read. */
  public static final int MOST_ENTRIES = 1_000;

  /** Of a longer timeline no more is searched. */
  private static final int MOST_PAGES = 100;

  private static final int MOST_MESSAGES = 200;
  private static final int MOST_DIAGNOSES = 10;

  private final IncidentDesk desk;
  private final Notifications notifications;
  private final Function<String, Optional<Diagnosis>> diagnoses;
  private final Function<String, List<Intervention>> actions;
  private final Clock clock;

  /**
   * @param diagnoses by id, as far as they are kept
   * @param actions of an incident, by its id
   */
  public IncidentStories(
      IncidentDesk desk,
      Notifications notifications,
      Function<String, Optional<Diagnosis>> diagnoses,
      Function<String, List<Intervention>> actions,
      Clock clock) {
    this.desk = desk;
    this.notifications = notifications;
    this.diagnoses = diagnoses;
    this.actions = actions;
    this.clock = clock;
  }

  public IncidentStory of(Incident incident) {
    List<TimelineEntry> timeline = timeline(incident);
    return new IncidentStory(
        incident,
        timeline,
        telling(incident, ids(incident, timeline)),
        diagnoses.apply(incident.firstDiagnosis()).map(Diagnosis::observedAt),
        desk.earlier(incident),
        desk.fixes(incident),
        notifications
            .list(
                Optional.of(incident.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MOST_MESSAGES)
            .reversed(),
        actions.apply(incident.id()),
        clock.instant());
  }

  /** Its beginning and the newest that came after it, the oldest first. */
  public List<TimelineEntry> timeline(Incident incident) {
    // The versions of an incident are those of its entries, without a gap.
    long after = incident.version() - MOST_ENTRIES + 1;
    if (after <= 1) {
      return desk.timeline(incident.id(), 0, MOST_ENTRIES);
    }
    var entries = new ArrayList<>(desk.timeline(incident.id(), 0, 1));
    entries.addAll(desk.timeline(incident.id(), after, MOST_ENTRIES - 1));
    return entries;
  }

  /** Whether an incident rests on a diagnosis, in however long a timeline. */
  public boolean restsOn(Incident incident, String diagnosis) {
    if (ids(incident, timeline(incident)).contains(diagnosis)) {
      return true;
    }
    long after = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      List<TimelineEntry> entries = desk.timeline(incident.id(), after, MOST_ENTRIES);
      if (entries.stream().anyMatch(it -> it.diagnosis().filter(diagnosis::equals).isPresent())) {
        return true;
      }
      if (entries.size() < MOST_ENTRIES) {
        return false;
      }
      after = entries.getLast().version();
    }
    return false;
  }

  /** Ids of the diagnoses that an incident rests on, the latest first; some may be gone. */
  public static Set<String> ids(Incident incident, List<TimelineEntry> timeline) {
    var ids = new LinkedHashSet<String>();
    ids.add(incident.lastDiagnosis());
    timeline.reversed().forEach(it -> it.diagnosis().ifPresent(ids::add));
    ids.add(incident.firstDiagnosis());
    return ids;
  }

  private Optional<Diagnosis> telling(Incident incident, Set<String> ids) {
    Optional<CauseKey> key = incident.cause().map(NamedCause::key);
    List<Diagnosis> kept =
        ids.stream().limit(MOST_DIAGNOSES).flatMap(it -> diagnoses.apply(it).stream()).toList();
    return kept.stream()
        .filter(it -> it.causes().stream().findFirst().map(CauseKey::of).equals(key))
        .findFirst()
        .or(() -> kept.stream().findFirst());
  }
}
