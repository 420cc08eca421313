package io.fivewhys.diagnose;

import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What clients notice, in words. */
final class Symptoms {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Symptoms() {}

  /**
   * "/checkout answers 2,290 of 2,600 requests with 5xx (500: 2,289), usually 0.1 %, since 00:00
   * UTC".
   */
  static String statement(FailingRoute route) {
    StringBuilder text = new StringBuilder(route.route()).append(" answers ");
    text.append(Words.number(route.errors()));
    route.total().ifPresent(total -> text.append(" of ").append(Words.number(total)));
    text.append(
        route.total().isPresent()
            ? " requests with 5xx"
            : " requests with 5xx, of an unknown number");
    text.append(" (").append(codes(route)).append(")");
    if (route.ratio().isPresent()) {
      text.append(", ").append(Words.share(route.ratio()));
    }
    if (route.baselineErrorRatio().isPresent()) {
      text.append(", usually ").append(Words.share(route.baselineErrorRatio()));
    }
    route.since().ifPresent(at -> text.append(", since ").append(CLOCK.format(at)).append(" UTC"));
    return text.toString();
  }

  private static String codes(FailingRoute route) {
    List<String> parts = new ArrayList<>();
    route.byStatus().entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(status -> parts.add(status.getKey() + ": " + Words.number(status.getValue())));
    route.flags().entrySet().stream()
        .filter(flag -> flag.getValue() > 0)
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(3)
        .forEach(flag -> parts.add("flag " + flag.getKey() + ": " + Words.number(flag.getValue())));
    return parts.isEmpty() ? "status unknown" : String.join(", ", parts);
  }
}
