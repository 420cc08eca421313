package io.fivewhys.collect.alert;

import io.fivewhys.fact.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries for tests, in few words. */
final class Deliveries {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Deliveries() {}

  static AlertmanagerPayload of(NotifiedAlert... alerts) {
    return new AlertmanagerPayload(
        Optional.empty(), Optional.empty(), 0, AlertmanagerPayload.Unread.NONE, List.of(alerts));
  }

  static NotifiedAlert firing(String name, Instant startsAt) {
    return alert(name, Alert.Status.FIRING, startsAt, Optional.empty());
  }

  static NotifiedAlert resolved(String name, Instant startsAt, Instant endsAt) {
    return alert(name, Alert.Status.RESOLVED, startsAt, Optional.of(endsAt));
  }

  static NotifiedAlert labelled(Map<String, String> labels) {
    return new NotifiedAlert(
        Fingerprint.of(labels),
        Alert.Status.FIRING,
        labels,
        Map.of(),
        Optional.of(NOON),
        Optional.empty(),
        Optional.empty());
  }

  static NotifiedAlert withSummary(NotifiedAlert alert, String summary) {
    return new NotifiedAlert(
        alert.fingerprint(),
        alert.status(),
        alert.labels(),
        Map.of("summary", summary),
        alert.startsAt(),
        alert.endsAt(),
        alert.generatorUrl());
  }

  static NotifiedAlert withoutStart(NotifiedAlert alert) {
    return new NotifiedAlert(
        alert.fingerprint(),
        alert.status(),
        alert.labels(),
        alert.annotations(),
        Optional.empty(),
        alert.endsAt(),
        alert.generatorUrl());
  }

  private static NotifiedAlert alert(
      String name, Alert.Status status, Instant startsAt, Optional<Instant> endsAt) {
    var labels = Map.of("alertname", name, "gateway", "edge");
    return new NotifiedAlert(
        Fingerprint.of(labels),
        status,
        labels,
        Map.of("summary", name + " is wrong"),
        Optional.of(startsAt),
        endsAt,
        Optional.of("http://prometheus/graph"));
  }
}
