package io.fivewhys.collect.alert;

import io.fivewhys.collect.alert.AlertPages.Load;
import io.fivewhys.collect.journal.Decision.Decided;
import io.fivewhys.collect.journal.Journal;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.journal.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which alerts fire and which have ended lately, of all gateways and of none, kept in a journal.
 * The same delivery twice changes nothing. Safe for use by threads, and by processes over the same
 * journal.
 */
public final class AlertBook {
  private final Clock clock;
  private final AlertLimits limits;
  private final AlertPages pages;
  private final Journal journal;

  /** Reads what there is. */
  public AlertBook(Journals journals, AlertLimits limits, Clock clock) {
    this.clock = clock;
    this.limits = limits;
    pages = new AlertPages(limits, clock);
    journal = journals.open("alerts", pages);
    journal.refresh();
  }

  /**
   * Takes a delivery; what it changes is kept when this returns.
   *
   * @throws JournalUnavailable when that cannot be made sure: another try may succeed
   */
  public AlertReceipt record(AlertmanagerPayload payload) throws JournalUnavailable {
    return journal.append(() -> decide(payload));
  }

  /**
   * Remembers that a delivery was refused that Alertmanager will not try again.
   *
   * @param why in words that say nothing of what was in it
   * @throws JournalUnavailable when it cannot be kept
   */
  public void missed(String why) throws JournalUnavailable {
    journal.append(
        () -> {
          Instant now = clock.instant();
          var before = pages.missed(Optional.empty());
          var missed =
              new Missed(
                  Optional.empty(),
                  1 + before.map(Missed::count).orElse(0L),
                  why,
                  before.map(Missed::since).orElse(now),
                  now);
          var line = new AlertLine(List.of(), List.of(), List.of(missed), now);
          return new Decided<>(List.of(line.write()), missed);
        });
  }

  /** What was delivered and not taken, and not delivered again since. */
  List<Missed> missed() {
    return pages.missed();
  }

  /** When the last delivery came, as far as this process knows; empty when none ever did. */
  public Optional<Instant> lastDeliveryAt() {
    return pages.lastDeliveryAt();
  }

  /** All that fire or have ended lately; those that are stale are no longer worth a fact. */
  public List<KeptAlert> all() {
    journal.refresh();
    return pages.all();
  }

  /**
   * The same as far as this process knows: without a look at the journal, for who may not wait for
   * anything.
   */
  public List<KeptAlert> lastKnown() {
    return pages.lastKnown();
  }

  /** It fires as far as is known, and nobody has repeated so for too long. */
  public boolean isStale(KeptAlert alert) {
    return pages.isStale(alert);
  }

  public AlertLimits limits() {
    return limits;
  }

  /** What keeps alerts from being taken; empty while all is well. */
  public Optional<Trouble> trouble() {
    return journal.trouble();
  }

  private Decided<AlertReceipt> decide(AlertmanagerPayload payload) {
    Instant now = clock.instant();
    Map<String, KeptAlert> changed = new LinkedHashMap<>();
    List<String> repeated = new ArrayList<>();
    List<AlertReceipt.Entry> entries = new ArrayList<>();
    Load load = pages.load();
    for (NotifiedAlert heard : payload.alerts()) {
      String name = heard.fingerprint();
      Optional<KeptAlert> known =
          Optional.ofNullable(changed.get(name))
              .or(() -> pages.get(name))
              // Nobody believed that it still fires.
              .filter(it -> !pages.isStale(it));
      AlertTurn turn = AlertTurn.of(known, heard, payload.leftOut(), now);
      Load after = load.after(known, turn.kept());
      boolean fits = !after.isMoreThan(load) || pages.allows(after);
      if (fits) {
        load = after;
        turn.kept().ifPresent(it -> changed.put(name, it));
      }
      if (turn.outcome() == AlertOutcome.REPEATED && isWorthWriting(known, now)) {
        repeated.add(name);
      }
      entries.add(new AlertReceipt.Entry(heard, fits ? turn.outcome() : AlertOutcome.NO_ROOM));
    }
    List<Missed> missed = missed(payload, now).stream().toList();
    boolean first = pages.lastDeliveryAt().isEmpty();
    boolean nothing = !first && changed.isEmpty() && repeated.isEmpty() && missed.isEmpty();
    if (nothing) {
      pages.delivered(now);
    }
    var line = new AlertLine(List.copyOf(changed.values()), repeated, missed, now);
    return new Decided<>(nothing ? List.of() : List.of(line.write()), new AlertReceipt(entries));
  }

  /** Empty when that is as it was. */
  private Optional<Missed> missed(AlertmanagerPayload payload, Instant now) {
    Optional<String> group = payload.groupKey().or(() -> Optional.of(""));
    Optional<Missed> before = pages.missed(group);
    long count = payload.unread().count();
    if (count == 0) {
      return before.map(_ -> Missed.nothing(group, now));
    }
    boolean same =
        before
            .filter(it -> it.count() == count && it.why().equals(payload.unread().why()))
            .filter(it -> !it.at().plus(limits.betweenRepetitions()).isBefore(now))
            .isPresent();
    Instant since = before.map(Missed::since).orElse(now);
    return same
        ? Optional.empty()
        : Optional.of(new Missed(group, count, payload.unread().why(), since, now));
  }

  /** A repetition only keeps it from becoming stale, which is far away. */
  private boolean isWorthWriting(Optional<KeptAlert> known, Instant now) {
    return known
        .filter(it -> it.heardAt().plus(limits.betweenRepetitions()).isBefore(now))
        .isPresent();
  }
}
