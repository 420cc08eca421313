package io.fivewhys.http.gateway;

import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertState;
import io.fivewhys.collect.alert.KeptAlert;
import io.fivewhys.collect.journal.Trouble;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.QueryReading;
import io.fivewhys.http.call.Reply;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The alerts that are known. Off the event loop: it may read a file. */
final class ListAlerts {
  private static final List<String> NAMES = List.of("gateway", "state", "matched", "limit");
  private static final int MOST = 1_000;
  private static final int USUAL = 100;

  private static final Comparator<Listed> FIRING_AND_YOUNGEST_FIRST =
      Comparator.comparing((Listed it) -> AlertState.named(it.state()).orElseThrow())
          .thenComparing(Listed::changedAt, Comparator.reverseOrder())
          .thenComparing(Listed::fingerprint);

  private final GatewayParts gateways;
  private final KnownGateways known;

  ListAlerts(GatewayParts gateways) {
    this.gateways = gateways;
    known = new KnownGateways(gateways.board());
  }

  /**
   * @param gateways whose it is
   * @param state as {@link AlertState}
   */
  record Listed(
      String name,
      String state,
      List<String> gateways,
      Map<String, String> labels,
      Map<String, String> annotations,
      Optional<Instant> startsAt,
      Optional<Instant> endsAt,
      Instant changedAt,
      Instant heardAt,
      Optional<String> generatorUrl,
      String fingerprint) {

    /** For people: what is in the texts is anybody's. */
    Listed masked(UnaryOperator<String> masking) {
      return new Listed(
          masking.apply(name),
          state,
          gateways,
          masked(labels, masking),
          masked(annotations, masking),
          startsAt,
          endsAt,
          changedAt,
          heardAt,
          generatorUrl.map(masking),
          fingerprint);
    }

    private static Map<String, String> masked(
        Map<String, String> texts, UnaryOperator<String> masking) {
      Map<String, String> masked = new LinkedHashMap<>();
      texts.forEach((name, text) -> masked.put(name, masking.apply(text)));
      return masked;
    }
  }

  /**
   * @param total how many there are, of which the first are listed
   * @param refusing why no more are taken, and since when
   */
  record Page(List<Listed> alerts, int total, Optional<Refusing> refusing) {}

  /** Alerts cannot be kept. */
  record Refusing(String why, Instant since) {}

  private record Filter(
      Optional<String> gateway, Optional<AlertState> state, Optional<Boolean> matched) {
    boolean fits(Listed alert) {
      return gateway.filter(it -> !alert.gateways().contains(it)).isEmpty()
          && state.filter(it -> !it.toString().equals(alert.state())).isEmpty()
          && matched.filter(it -> it == alert.gateways().isEmpty()).isEmpty();
    }
  }

  Reply answer(Call call) {
    var reading = new QueryReading(call.query(), NAMES);
    var filter =
        new Filter(
            reading.text("gateway", MOST),
            reading.value("state", "firing, stale or resolved", AlertState::named),
            reading.value("matched", "true or false", ListAlerts::truth));
    int limit = reading.number("limit", 1, MOST, USUAL);
    reading.mustBeFine();
    filter.gateway().ifPresent(known::named);
    AlertBook book = gateways.alerts();
    List<Listed> all =
        book.all().stream()
            .map(it -> listed(it, book))
            .filter(filter::fits)
            .sorted(FIRING_AND_YOUNGEST_FIRST)
            .toList();
    var page =
        new Page(
            all.stream().limit(limit).map(it -> it.masked(gateways.masking())).toList(),
            all.size(),
            book.trouble()
                .filter(Trouble::refuses)
                .map(it -> new Refusing("they cannot be kept", it.since())));
    return Reply.ok(call.accepted(), page);
  }

  private Listed listed(KeptAlert alert, AlertBook book) {
    return new Listed(
        alert.name(),
        AlertState.of(alert, book).toString(),
        gateways.routing().gatewaysOf(alert.labels()),
        alert.labels(),
        alert.annotations(),
        alert.startsAt(),
        alert.endsAt(),
        alert.changedAt(),
        alert.heardAt(),
        alert.generatorUrl(),
        alert.fingerprint());
  }

  private static Optional<Boolean> truth(String text) {
    return text.equals("true") || text.equals("false")
        ? Optional.of(Boolean.valueOf(text))
        : Optional.empty();
  }
}
