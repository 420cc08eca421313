package io.fivewhys.http.gateway;

import io.fivewhys.collect.alert.AlertOutcome;
import io.fivewhys.collect.alert.AlertReceipt;
import io.fivewhys.collect.alert.AlertmanagerPayload;
import io.fivewhys.collect.alert.AlertmanagerPayload.Unread;
import io.fivewhys.collect.alert.PayloadReader;
import io.fivewhys.collect.alert.PayloadRefused;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.http.access.IntakeTrail;
import io.fivewhys.http.call.BodyRefused;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.IntakeMetrics;
import io.fivewhys.http.metrics.IntakeMetrics.Delivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes deliveries of Alertmanager, which tries again after 5xx alone: whatever another try could
 * save is answered 503, and nothing is answered 200 before it is on the disk.
 */
final class PostAlerts {
  private static final String OPERATION = "postAlerts";
  private static final Duration UNTIL_ROOM = Duration.ofSeconds(30);
  private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(5);

  private final GatewayParts gateways;
  private final IntakeMetrics metrics;
  private final IntakeTrail trail;
  private final PayloadReader reader;

  PostAlerts(GatewayParts gateways, IntakeMetrics metrics, IntakeTrail trail, Clock clock) {
    this.gateways = gateways;
    this.metrics = metrics;
    this.trail = trail;
    reader = new PayloadReader(clock);
  }

  /**
   * @param received alerts of the delivery
   * @param outcomes how many came to what
   * @param gateways how many are whose
   * @param unmatched how many are nobody's
   * @param leftOut alerts of the delivery that were not taken
   * @param note what to do about those
   */
  record Posted(
      int received,
      Map<String, Integer> outcomes,
      Map<String, Integer> gateways,
      int unmatched,
      long leftOut,
      Optional<String> note) {}

  /** An alert, what became of it, and whose it is. */
  private record Routed(AlertReceipt.Entry entry, List<String> gateways) {}

  Reply answer(Call call) throws IOException {
    AlertmanagerPayload payload = read(call);
    AlertReceipt receipt = recorded(payload);
    List<Routed> routed = receipt.entries().stream().map(this::routed).toList();
    Posted posted = posted(routed, payload.unread());
    count(payload, receipt, posted);
    if (receipt.entries().stream().anyMatch(it -> it.outcome().isNews())) {
      TreeSet<String> changed = new TreeSet<>();
      routed.stream()
          .filter(it -> it.entry().outcome().isNews())
          .forEach(it -> changed.addAll(it.gateways()));
      changed.forEach(it -> gateways.board().evaluateSoon(it, "alerts began or ended"));
      String receiver = payload.receiver().map(it -> "receiver " + it + ": ").orElse("");
      trail.happened(call, OPERATION, "changed", receiver + posted.outcomes() + " of " + changed);
    }
    int refused = receipt.count(AlertOutcome.NO_ROOM);
    if (refused > 0) {
      var detail =
          refused + " alerts fire for which there is no room; the others of the delivery are kept.";
      throw Problem.of(503, "full", detail).retryAfter(UNTIL_ROOM);
    }
    return Reply.ok(call.accepted(), posted);
  }

  private Routed routed(AlertReceipt.Entry entry) {
    return new Routed(entry, gateways.routing().gatewaysOf(entry.alert().labels()));
  }

  private AlertmanagerPayload read(Call call) throws IOException {
    BodyStream body = call.body().orElseThrow();
    try {
      AlertmanagerPayload payload = reader.read(body);
      body.readToEnd();
      return payload;
    } catch (PayloadRefused refused) {
      metrics.delivered(Delivery.MALFORMED);
      var place =
          new SnapshotRefused.Problem(
              refused.pointer(), refused.found(), refused.allowed(), Optional.empty());
      throw Problem.of(400, "malformed-alerts", refused.getMessage(), List.of(place)).refusal();
    } catch (BodyRefused refused) {
      if (refused.reason() == BodyRefused.Reason.TOO_SLOW) {
        throw Problem.of(503, "too-slow", refused.getMessage()).retryAfter(UNTIL_WRITTEN);
      }
      if (refused.reason() == BodyRefused.Reason.TOO_LARGE) {
        tooLarge(refused.getMessage());
      }
      throw refused;
    }
  }

  /** A delivery is refused for its length, and its alerts do not come again. */
  void tooLarge(String why) {
    metrics.delivered(Delivery.TOO_LARGE);
    try {
      gateways.alerts().missed(why);
    } catch (JournalUnavailable _) {
      // Said by the book, of whose alerts nothing is known for certain then anyway.
    }
  }

  private AlertReceipt recorded(AlertmanagerPayload payload) {
    try {
      return gateways.alerts().record(payload);
    } catch (JournalUnavailable unavailable) {
      metrics.delivered(Delivery.NOT_WRITTEN);
      var detail = "Alerts cannot be kept at the moment; the log says why.";
      throw Problem.of(503, "alerts-unavailable", detail).retryAfter(UNTIL_WRITTEN);
    }
  }

  private static Posted posted(List<Routed> routed, Unread unread) {
    Map<String, Integer> outcomes = new TreeMap<>();
    Map<String, Integer> byGateway = new TreeMap<>();
    for (Routed each : routed) {
      outcomes.merge(each.entry().outcome().toString(), 1, Integer::sum);
      each.gateways().forEach(it -> byGateway.merge(it, 1, Integer::sum));
    }
    int unmatched = (int) routed.stream().filter(it -> it.gateways().isEmpty()).count();
    return new Posted(
        routed.size(), outcomes, byGateway, unmatched, unread.count(), note(unmatched, unread));
  }

  private static Optional<String> note(int unmatched, Unread unread) {
    List<String> notes = new ArrayList<>();
    if (unmatched > 0) {
      notes.add(
          unmatched
              + " alerts are of no gateway; they are kept and listed by GET"
              + " /api/v1/alerts?matched=false. Which are whose, alerts.any of a gateway in"
              + " config/gateways.yaml says.");
    }
    if (unread.count() > 0) {
      String why =
          unread.first().map(PayloadRefused::getMessage).orElse("more than are read of a delivery");
      notes.add(unread.count() + " alerts are left out, the first of them for " + why + ".");
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", notes));
  }

  private void count(AlertmanagerPayload payload, AlertReceipt receipt, Posted posted) {
    for (AlertOutcome outcome : AlertOutcome.values()) {
      metrics.heard(outcome, receipt.count(outcome));
    }
    metrics.unmatched(posted.unmatched());
    metrics.leftOut(payload.leftOut() + payload.unread().count());
    boolean same =
        receipt.count(AlertOutcome.REPEATED) + receipt.count(AlertOutcome.LATE)
            == receipt.entries().size();
    boolean noRoom = receipt.count(AlertOutcome.NO_ROOM) > 0;
    metrics.delivered(noRoom ? Delivery.NO_ROOM : same ? Delivery.REPEATED : Delivery.CHANGED);
  }
}
