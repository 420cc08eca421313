package io.fivewhys.collect.alert;

import io.fivewhys.collect.journal.JournalContent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the lines of the book come to: the alerts by fingerprint. Safe for use by threads. */
final class AlertPages implements JournalContent {
  private static final Logger LOG = LoggerFactory.getLogger(AlertPages.class);

  /** Groups of which something is missed; those that were so longest ago make room. */
  static final int MOST_MISSED = 100;

  /** Most that all alerts take together. */
  static final long MOST_WEIGHT_BYTES = 32L << 20;

  private final AlertLimits limits;
  private final Clock clock;
  private Map<String, KeptAlert> alerts = new LinkedHashMap<>();
  private long weightBytes;
  private Map<Optional<String>, Missed> missed = new LinkedHashMap<>();
  private Optional<Instant> lastDeliveryAt = Optional.empty();

  /** The same for who may not wait. */
  private volatile List<KeptAlert> copy = List.of();

  AlertPages(AlertLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void replace(Stream<String> lines) {
    // Megabytes are read aside; nobody waits for them.
    var fresh = new AlertPages(limits, clock);
    fresh.takeAll(lines);
    synchronized (this) {
      alerts = fresh.alerts;
      weightBytes = fresh.weightBytes;
      missed = fresh.missed;
      fresh.lastDeliveryAt.ifPresent(this::delivered);
      copy = List.copyOf(alerts.values());
    }
  }

  @Override
  public void take(Stream<String> lines) {
    takeAll(lines);
    synchronized (this) {
      copy = List.copyOf(alerts.values());
    }
  }

  private void takeAll(Stream<String> lines) {
    lines.forEach(
        text ->
            AlertLine.read(text)
                .ifPresentOrElse(
                    this::take,
                    () ->
                        LOG.warn(
                            "A line of {} characters in the book of alerts makes no sense",
                            text.length())));
  }

  private synchronized void take(AlertLine line) {
    line.alerts().stream().filter(AlertPages::isWhole).forEach(this::put);
    for (String fingerprint : line.repeated()) {
      get(fingerprint).ifPresent(it -> put(it.heard(line.at())));
    }
    line.missed().stream().filter(Missed::isWhole).forEach(this::put);
    delivered(line.at());
    makeRoom();
  }

  private void put(Missed more) {
    missed.remove(more.group());
    if (more.count() > 0) {
      missed.put(more.group(), more);
    }
    if (missed.size() > MOST_MISSED) {
      missed.remove(missed.keySet().iterator().next());
    }
  }

  /** Something was, whether it changed anything or not. */
  synchronized void delivered(Instant at) {
    lastDeliveryAt = lastDeliveryAt.filter(it -> it.isAfter(at)).or(() -> Optional.of(at));
  }

  synchronized Optional<Instant> lastDeliveryAt() {
    return lastDeliveryAt;
  }

  /** What is missed and was not delivered again since, by group. */
  synchronized List<Missed> missed() {
    forgetOld();
    return List.copyOf(missed.values());
  }

  synchronized Optional<Missed> missed(Optional<String> group) {
    forgetOld();
    return Optional.ofNullable(missed.get(group));
  }

  @Override
  public synchronized Stream<String> lines() {
    forgetOld();
    var rest =
        lastDeliveryAt.map(
            it -> new AlertLine(List.of(), List.of(), List.copyOf(missed.values()), it));
    return Stream.concat(
            List.copyOf(alerts.values()).stream()
                .map(it -> new AlertLine(List.of(it), List.of(), List.of(), it.heardAt())),
            rest.stream())
        .map(AlertLine::write);
  }

  synchronized Optional<KeptAlert> get(String fingerprint) {
    return Optional.ofNullable(alerts.get(fingerprint)).map(it -> it.at(clock.instant()));
  }

  /** Those that are worth being told of; the stale ones among them. */
  synchronized List<KeptAlert> all() {
    forgetOld();
    return List.copyOf(alerts.values());
  }

  /** The same as of the last line that was taken; waits for nobody. */
  List<KeptAlert> lastKnown() {
    Instant now = clock.instant();
    return copy.stream()
        .map(it -> it.at(now))
        .filter(it -> !forgottenAt(it).isBefore(now))
        .toList();
  }

  /** It fires as far as is known, and nobody has repeated so for too long. */
  boolean isStale(KeptAlert alert) {
    return alert.fires() && alert.heardAt().plus(limits.staleAfter()).isBefore(clock.instant());
  }

  /** How many fire and are not stale, and what they weigh. */
  synchronized Load load() {
    List<KeptAlert> firing =
        alerts.values().stream()
            .map(it -> it.at(clock.instant()))
            .filter(it -> it.fires() && !isStale(it))
            .toList();
    return new Load(firing.size(), firing.stream().mapToLong(KeptAlert::weightBytes).sum());
  }

  record Load(int alerts, long weightBytes) {
    /** When one has become another; only what fires counts. */
    Load after(Optional<KeptAlert> before, Optional<KeptAlert> kept) {
      if (kept.isEmpty()) {
        return this;
      }
      return with(before, -1).with(kept, 1);
    }

    private Load with(Optional<KeptAlert> alert, int sign) {
      return alert
          .filter(KeptAlert::fires)
          .map(it -> new Load(alerts + sign, weightBytes + sign * it.weightBytes()))
          .orElse(this);
    }

    boolean isMoreThan(Load other) {
      return alerts > other.alerts || weightBytes > other.weightBytes;
    }
  }

  boolean allows(Load load) {
    return load.alerts() <= limits.most() && load.weightBytes() <= MOST_WEIGHT_BYTES;
  }

  private static boolean isWhole(KeptAlert alert) {
    return Stream.of(
            alert.fingerprint(),
            alert.status(),
            alert.labels(),
            alert.annotations(),
            alert.startsAt(),
            alert.endsAt(),
            alert.generatorUrl(),
            alert.firstAt(),
            alert.changedAt(),
            alert.heardAt(),
            alert.doubtedAt())
        .allMatch(java.util.Objects::nonNull);
  }

  private void put(KeptAlert alert) {
    drop(alert.fingerprint());
    alerts.put(alert.fingerprint(), alert);
    weightBytes += alert.weightBytes();
  }

  private void drop(String fingerprint) {
    KeptAlert dropped = alerts.remove(fingerprint);
    if (dropped != null) {
      weightBytes -= dropped.weightBytes();
    }
  }

  private void forgetOld() {
    Instant now = clock.instant();
    // Longer than Alertmanager takes to deliver a group again that is not over.
    missed.values().removeIf(it -> it.at().plus(limits.staleAfter()).isBefore(now));
    alerts.replaceAll((_, it) -> it.at(now));
    new ArrayList<>(alerts.values())
        .stream().filter(it -> forgottenAt(it).isBefore(now)).forEach(it -> drop(it.fingerprint()));
  }

  private Instant forgottenAt(KeptAlert alert) {
    // A doubt may still turn out to be an alert that fires.
    return alert.fires() || alert.doubtedAt().isPresent()
        ? alert.heardAt().plus(limits.staleAfter()).plus(limits.keepResolved())
        : alert.changedAt().plus(limits.keepResolved());
  }

  /** Those that have ended go first, the longest known of all; those that fire never do. */
  private void makeRoom() {
    if (fits(limits.most(), MOST_WEIGHT_BYTES)) {
      return;
    }
    Instant now = clock.instant();
    alerts.replaceAll((_, it) -> it.at(now));
    List<KeptAlert> ended =
        alerts.values().stream()
            .filter(it -> !it.fires() || isStale(it))
            .sorted(
                Comparator.comparing((KeptAlert it) -> it.doubtedAt().isPresent())
                    .thenComparing(KeptAlert::changedAt))
            .toList();
    for (KeptAlert alert : ended) {
      // A few more than must, so that not each one that comes has to look for one that goes.
      if (fits(limits.most() - limits.most() / 10, MOST_WEIGHT_BYTES)) {
        return;
      }
      drop(alert.fingerprint());
    }
  }

  private boolean fits(int most, long mostBytes) {
    return alerts.size() <= most && weightBytes <= mostBytes;
  }
}
