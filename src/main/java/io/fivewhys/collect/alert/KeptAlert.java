package io.fivewhys.collect.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fivewhys.fact.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one alert.
 *
 * @param fingerprint names it by its labels
 * @param leftOut alerts of the same group that the last delivery left out
 * @param firstAt when it was first heard of; like the next two by our own clock
 * @param changedAt when it was heard that it fires or has ended, whichever it does now
 * @param heardAt when it was last heard of, give or take a twentieth of what makes it stale
 * @param doubtedAt it has ended, and soon after it was heard that it fires; since when
 */
public record KeptAlert(
    String fingerprint,
    Alert.Status status,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Instant> startsAt,
    Optional<Instant> endsAt,
    Optional<String> generatorUrl,
    long leftOut,
    Instant firstAt,
    Instant changedAt,
    Instant heardAt,
    Optional<Instant> doubtedAt) {
  private static final String NAME = "alertname";

  /** Of a record, a map, an entry of it, over and above the texts. */
  private static final int RECORD_BYTES = 500;

  private static final int ENTRY_BYTES = 100;

  /** The label that says what it is; Alertmanager does not insist on it. */
  @JsonIgnore
  public String name() {
    String name = labels.getOrDefault(NAME, "");
    return name.isEmpty() ? "(no alertname)" : name;
  }

  @JsonIgnore
  boolean fires() {
    return status == Alert.Status.FIRING;
  }

  /** Memory that it takes, about. */
  @JsonIgnore
  int weightBytes() {
    int bytes = RECORD_BYTES + generatorUrl.map(String::length).orElse(0);
    for (var texts : java.util.List.of(labels, annotations)) {
      for (var text : texts.entrySet()) {
        bytes += ENTRY_BYTES + text.getKey().length() + text.getValue().length();
      }
    }
    return bytes;
  }

  KeptAlert heard(Instant now) {
    return new KeptAlert(
        fingerprint,
        status,
        labels,
        annotations,
        startsAt,
        endsAt,
        generatorUrl,
        leftOut,
        firstAt,
        changedAt,
        now,
        doubtedAt);
  }

  /** It has ended, and somebody said afterwards that it fires. */
  KeptAlert doubted(Instant now) {
    return new KeptAlert(
        fingerprint,
        status,
        labels,
        annotations,
        startsAt,
        endsAt,
        generatorUrl,
        leftOut,
        firstAt,
        changedAt,
        now,
        Optional.of(now));
  }

  /** It has ended all the same. */
  KeptAlert undoubted() {
    return new KeptAlert(
        fingerprint,
        status,
        labels,
        annotations,
        startsAt,
        endsAt,
        generatorUrl,
        leftOut,
        firstAt,
        changedAt,
        heardAt,
        Optional.empty());
  }

  /**
   * What it comes to by now: a doubt that nobody has cleared up by the time when a delivery could
   * still have been overtaken means that it fires.
   */
  KeptAlert at(Instant now) {
    Instant settled = changedAt.plus(AlertTurn.LATEST);
    if (fires() || doubtedAt.isEmpty() || !settled.isBefore(now)) {
      return this;
    }
    return new KeptAlert(
        fingerprint,
        Alert.Status.FIRING,
        labels,
        annotations,
        startsAt,
        Optional.empty(),
        generatorUrl,
        leftOut,
        firstAt,
        settled,
        heardAt,
        Optional.empty());
  }
}
