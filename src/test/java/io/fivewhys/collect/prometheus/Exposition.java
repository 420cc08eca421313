package io.fivewhys.collect.prometheus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of one file in {@code src/test/resources/prometheus}, at any time: before, during and
 * long before an incident. How the files are written says the README beside them.
 */
final class Exposition {
  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(.*)\\} +(.*)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<String> lines;
  private final Instant end;
  private final Instant incident;

  /**
   * @param name of the file, without its ending
   * @param end when the history ends and the scraping begins
   * @param incident when it began
   */
  Exposition(String name, Instant end, Instant incident) {
    this.end = end;
    this.incident = incident;
    try {
      this.lines =
          Files.readAllLines(
              Path.of("src/test/resources/prometheus", name + ".prom"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the exporter answers when it is scraped. */
  String at(Instant time) {
    var text = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith("#")) {
        text.append(line).append('\n');
      } else {
        value(line, time)
            .ifPresent(
                value ->
                    text.append(line, 0, line.indexOf("} ") + 1)
                        .append(' ')
                        .append(value)
                        .append('\n'));
      }
    }
    return text.toString();
  }

  /**
   * The samples of earlier times in OpenMetrics, with the labels that a scrape would have put to
   * them, by metric.
   */
  void history(Map<String, String> target, Map<String, StringBuilder> into) {
    List<Instant> times = new ArrayList<>();
    for (Duration ago : List.of(Duration.ofDays(7), Duration.ofDays(1))) {
      add(times, end.minus(ago).minusSeconds(900), end.minus(ago).plusSeconds(300), 15);
    }
    add(times, end.minusSeconds(8_010), end.minusSeconds(600), 15);
    // Nearly as dense as what is scraped: increase() goes by the mean distance of samples.
    add(times, end.minusSeconds(598), end, 2);
    for (String line : lines) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        String series = parts.group(1) + labels(parts.group(2), target);
        StringBuilder text = into.computeIfAbsent(parts.group(1), _ -> new StringBuilder());
        for (Instant time : times) {
          value(line, time)
              .ifPresent(
                  value ->
                      text.append("%s %s %d.0\n".formatted(series, value, time.getEpochSecond())));
        }
      }
    }
  }

  private static void add(List<Instant> times, Instant from, Instant to, int stepSeconds) {
    for (Instant time = from; !time.isAfter(to); time = time.plusSeconds(stepSeconds)) {
      times.add(time);
    }
  }

  /** As a scrape renames the labels that the target has as well. */
  private static String labels(String written, Map<String, String> target) {
    Map<String, String> all = new TreeMap<>(target);
    Matcher label = LABEL.matcher(written);
    while (label.find()) {
      String name =
          target.containsKey(label.group(1)) ? "exported_" + label.group(1) : label.group(1);
      if (!label.group(2).isEmpty()) {
        all.put(name, label.group(2));
      }
    }
    var text = new StringBuilder("{");
    all.forEach((name, value) -> text.append(name + "=\"" + value + "\","));
    return text.append('}').toString().replace(",}", "}");
  }

  private Optional<String> value(String line, Instant time) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException("no line of metrics: " + line);
    }
    String[] phases = parts.group(3).split(" *> *", -1);
    boolean isLater = phases.length == 2 && !time.isBefore(incident);
    String before = phases[0].strip();
    String now = phases[phases.length - 1].strip();
    if (!now.endsWith("/min")) {
      return Optional.of(isLater ? now : before).filter(it -> !it.isEmpty());
    }
    if (before.isEmpty()) {
      return isLater ? Optional.of(number(rate(now) * seconds(incident, time))) : Optional.empty();
    }
    double counted = rate(before) * usualSeconds(isLater ? incident : time);
    return Optional.of(number(counted + (isLater ? rate(now) * seconds(incident, time) : 0)));
  }

  /** A second. */
  private static double rate(String written) {
    return Double.parseDouble(written.replace("/min", "")) / 60;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static String number(double value) {
    return Double.toString(Math.round(value * 1000) / 1000.0);
  }

  /** Seconds of the usual traffic that a counter has seen, which is not always the same. */
  private double usualSeconds(Instant time) {
    Instant weekAgo = end.minus(Duration.ofDays(6));
    Instant dayAgo = end.minus(Duration.ofHours(12));
    Instant calm = end.minus(Duration.ofMinutes(50));
    double seconds = 0;
    seconds += 0.8 * seconds(end.minus(Duration.ofDays(8)), earlier(time, weekAgo));
    seconds += time.isAfter(weekAgo) ? seconds(weekAgo, earlier(time, dayAgo)) : 0;
    seconds += time.isAfter(dayAgo) ? 1.3 * seconds(dayAgo, earlier(time, calm)) : 0;
    seconds += time.isAfter(calm) ? seconds(calm, time) : 0;
    return seconds;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
