package io.fivewhys.http.gateway;

import io.fivewhys.collect.alert.AlertState;
import io.fivewhys.collect.alert.KeptAlert;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ChangeQuery;
import io.fivewhys.http.call.MediaType;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.diagnosis.DiagnosisHistory;
import io.fivewhys.store.DiagnosisFilter;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the gateways. Off the event loop: it may read files, and snapshots are large.
 */
final class ReadGateways {
  private final GatewayParts gateways;
  private final DiagnosisHistory history;
  private final KnownGateways known;
  private final Clock clock;
  private final SnapshotWriter writer = new SnapshotWriter();

  ReadGateways(GatewayParts gateways, DiagnosisHistory history, Clock clock) {
    this.gateways = gateways;
    this.history = history;
    this.clock = clock;
    known = new KnownGateways(gateways.board());
  }

  Reply all(Call call) {
    ChangeQuery.none(call);
    Map<String, Integer> firing = firing();
    List<GatewayDocuments.Brief> briefs =
        gateways.board().views().stream()
            .map(it -> GatewayDocuments.Brief.of(it, latest(it), firing.getOrDefault(it.name(), 0)))
            .toList();
    return Reply.ok(call.accepted(), new GatewayDocuments.Gateways(briefs));
  }

  Reply one(Call call) {
    ChangeQuery.none(call);
    GatewayView view = known.named(call.parameter("name"));
    return Reply.ok(
        call.accepted(),
        GatewayDocuments.Whole.of(
            view, latest(view), pushed(view), firing().getOrDefault(view.name(), 0)));
  }

  Reply sources(Call call) {
    ChangeQuery.none(call);
    var all =
        gateways.board().views().stream()
            .map(it -> GatewayDocuments.OfGateway.of(it, pushed(it)))
            .toList();
    return Reply.ok(call.accepted(), new GatewayDocuments.Sources(all));
  }

  /** What is live or missed now. */
  private List<GatewayDocuments.Pushed> pushed(GatewayView view) {
    Instant now = clock.instant();
    return gateways.pushed().of(view.name()).stream()
        .filter(it -> it.isLive(now) || it.isMissed(now))
        .map(it -> GatewayDocuments.Pushed.of(it, now))
        .toList();
  }

  /** What another replica saw last is in the store. */
  private Optional<Diagnosis> latest(GatewayView view) {
    if (!view.elsewhere()) {
      return view.lastDiagnosis();
    }
    try {
      return history.list(DiagnosisFilter.of(view.name()), 1).diagnoses().stream().findFirst();
    } catch (DatabaseUnavailable gone) {
      return view.lastDiagnosis();
    }
  }

  Reply snapshot(Call call) throws IOException {
    ChangeQuery.none(call);
    GatewayView view = known.named(call.parameter("name"));
    Snapshot last =
        view.lastSnapshot()
            .orElseThrow(
                () -> {
                  var detail = "Nothing was seen of %s yet.".formatted(view.name());
                  return Problem.of(404, "no-snapshot", detail).refusal();
                });
    byte[] json = writer.toBytes(last);
    return switch (call.accepted()) {
      case JSON -> Reply.ok(MediaType.JSON.header(), json);
      case YAML -> Reply.ok(MediaType.YAML, DiagnosisJson.jsonMapper().readTree(json));
    };
  }

  /** Alerts by gateway. */
  private Map<String, Integer> firing() {
    Map<String, Integer> firing = new HashMap<>();
    for (KeptAlert alert : gateways.alerts().all()) {
      if (AlertState.of(alert, gateways.alerts()) == AlertState.FIRING) {
        gateways
            .routing()
            .gatewaysOf(alert.labels())
            .forEach(it -> firing.merge(it, 1, Integer::sum));
      }
    }
    return firing;
  }
}
