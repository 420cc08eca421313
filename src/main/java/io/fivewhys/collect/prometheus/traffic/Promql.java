package io.fivewhys.collect.prometheus.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes PromQL.
 *
 * @param selector matchers that every series must match, as {@code namespace="shop"}; may be empty
 */
public record Promql(Optional<String> selector) {
  private static final String MATCHER =
      "\\s*[a-zA-Z_][a-zA-Z0-9_]*\\s*(=|!=|=~|!~)\\s*\"([^\"\\\\]|\\\\.)*\"\\s*";

  private static final Pattern MATCHERS = Pattern.compile(MATCHER + "(," + MATCHER + ")*,?\\s*");

  public Promql {
    selector.ifPresent(Promql::checkSelector);
  }

  /**
   * @throws IllegalArgumentException when it is not some matchers
   */
  public static void checkSelector(String selector) {
    if (selector.length() > 1_000 || !MATCHERS.matcher(selector).matches()) {
      throw new IllegalArgumentException(
          "selector as namespace=\"shop\",job=~\"gateway.*\", without braces around it");
    }
  }

  /** {@code metric{a="b",namespace="shop"}}. */
  public String series(String metric, List<String> matchers) {
    List<String> all = new ArrayList<>(matchers);
    selector.ifPresent(all::add);
    return all.isEmpty() ? metric : metric + "{" + String.join(",", all) + "}";
  }

  public String series(String metric, String... matchers) {
    return series(metric, List.of(matchers));
  }

  /** By how much each counter has grown, of targets that have any of these counters. */
  public static String growth(String series, Duration window, Duration ago) {
    return growth(series, series, window, ago);
  }

  /**
   * By how much each counter has grown.
   *
   * <p>PromQL's {@code increase} knows nothing of what a counter held when it was first seen: the
   * first errors of an incident come with a new status code, and their series begins at once with
   * all of them. A series that is new on a target that was there before has counted from zero, so
   * that its value is what it has grown by. That a target itself is new says nothing: its counters
   * may be old.
   *
   * @param all what a target that was there before must have had, such as the same counters with
   *     any status code
   * @param ago until when it grew
   */
  public static String growth(String series, String all, Duration window, Duration ago) {
    String now = series + offset(ago);
    String begin = offset(ago.plus(window));
    return "((%s unless %s) and on (job, instance) %s or increase(%s[%s]%s))"
        .formatted(now, series + begin, all + begin, series, time(window), offset(ago));
  }

  /** {@code sum by (a, b) (…)}. */
  public static String sum(List<String> labels, String expression) {
    return aggregate("sum", labels, expression);
  }

  public static String aggregate(String how, List<String> labels, String expression) {
    return "%s by (%s) (%s)".formatted(how, String.join(", ", labels), expression);
  }

  /** The quantile of a histogram's times in a window. */
  public String quantile(double share, Histogram histogram, Duration window, Duration ago) {
    List<String> labels = new ArrayList<>(histogram.labels());
    labels.add("le");
    String rate =
        "rate(%s[%s]%s)"
            .formatted(series(histogram.metric(), histogram.matchers()), time(window), offset(ago));
    return "histogram_quantile(" + share + ", " + sum(labels, rate) + ")";
  }

  /** Several expressions in one query, told apart by a label. */
  public static String tagged(String label, List<Tagged> expressions) {
    return String.join(
        " or ",
        expressions.stream()
            .map(
                it ->
                    "label_replace(%s, \"%s\", \"%s\", \"\", \"\")"
                        .formatted(it.expression(), label, it.tag()))
            .toList());
  }

  /** An expression, and what it is told apart by. */
  public record Tagged(String tag, String expression) {}

  /** {@code 300s}, or milliseconds where it must be. */
  public static String time(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  private static String offset(Duration ago) {
    return ago.isZero() ? "" : " offset " + time(ago);
  }

  /** A text in quotes. */
  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** A text in quotes that matches itself as a regular expression. */
  public static String quotedPattern(List<String> texts) {
    return quoted(
        String.join(
            "|",
            texts.stream().map(text -> text.replaceAll("[^A-Za-z0-9_ -]", "\\\\$0")).toList()));
  }
}
