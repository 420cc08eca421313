package io.fivewhys.bench;

import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Logs of five minutes, half of them a service's and half its gateway's; the same every time. */
final class SampleLogs {
  private static final Instant OBSERVED_AT = Instant.parse("2026-01-05T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final DateTimeFormatter ACCESS =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SampleLogs() {}

  static Snapshot snapshot(int lineCount) {
    List<String> service = new ArrayList<>();
    List<String> gateway = new ArrayList<>();
    int half = lineCount / 2;
    for (int i = 0; i < half; i++) {
      Instant at = OBSERVED_AT.minus(WINDOW).plusMillis(WINDOW.toMillis() * i / half);
      service.add(serviceLine(i, at));
      gateway.add(gatewayLine(i, at));
    }
    return new Snapshot(
        "edge", "shop", OBSERVED_AT, WINDOW, List.of(log("orders", service), log("edge", gateway)));
  }

  /** In ten lines an error of two frames and a connection that is refused; the rest is chatter. */
  private static String serviceLine(int i, Instant at) {
    return switch (i % 10) {
      case 3 ->
          at + " ERROR [http-" + i % 16 + "] orders.Cart - java.lang.NullPointerException: total";
      case 4 -> "\tat com.example.orders.Cart.total(Cart.java:" + (40 + i % 7) + ")";
      case 5 -> "\tat com.example.orders.Checkout.pay(Checkout.java:112)";
      case 8 -> at + " WARN [pool-2] orders.Stock - Connection refused: stock/10.2.0.17:8080";
      default ->
          at
              + " INFO [http-"
              + i % 16
              + "] orders.Api - handled order "
              + i
              + " in "
              + i % 90
              + " ms";
    };
  }

  private static String gatewayLine(int i, Instant at) {
    int status = i % 10 == 3 ? 502 : 200;
    return "10.0.%d.%d - - [%s] \"GET /orders/%d HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0\""
        .formatted(i / 250 % 250, i % 250, ACCESS.format(at), i, status, 300 + i % 900);
  }

  private static LogLines log(String workload, List<String> lines) {
    return new LogLines(
        workload,
        Optional.empty(),
        Optional.empty(),
        lines,
        Optional.empty(),
        OptionalLong.empty());
  }
}
