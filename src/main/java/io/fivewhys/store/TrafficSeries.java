package io.fivewhys.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a series for a chart of samples in the order of time: the samples themselves, or where they
 * are too many one point for each step, with the mean of the rates in it.
 */
public final class TrafficSeries implements Consumer<TrafficSample> {
  /** Points of one series. */
  public static final int MOST_POINTS = 1_000;

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private final Duration interval;
  private final Duration step;
  private final List<Point> samples = new ArrayList<>();
  private final TreeMap<Long, Sum> sums = new TreeMap<>();

  /**
   * @param interval from one look to the next
   * @param range that the series covers
   */
  public TrafficSeries(Duration interval, Duration range) {
    this.interval = interval;
    step =
        STEPS.stream()
            // The first and the last may be in part outside of the range.
            .filter(it -> it.multipliedBy(MOST_POINTS - 1).compareTo(range) >= 0)
            .findFirst()
            .orElse(STEPS.getLast());
  }

  /**
   * The responses in the window that ended at a time.
   *
   * @param known false when nothing is known of the window
   * @param responses by status code; where samples were put together, as many as the mean rate
   *     makes in the window
   * @param perSecond the same as a rate, which is comparable whatever the window
   */
  public record Point(
      Instant at,
      Duration window,
      boolean known,
      boolean errorsOnly,
      Map<Integer, Long> responses,
      Map<Integer, Double> perSecond) {}

  private static final class Sum {
    private int known;
    private boolean errorsOnly;
    private final Map<Integer, Double> rates = new TreeMap<>();

    void add(Point point) {
      if (point.known()) {
        known++;
        errorsOnly |= point.errorsOnly();
        point.perSecond().forEach((code, rate) -> rates.merge(code, rate, Double::sum));
      }
    }

    Point point(Instant at, Duration step) {
      Map<Integer, Long> responses = new TreeMap<>();
      Map<Integer, Double> means = new TreeMap<>();
      rates.forEach(
          (code, rate) -> {
            means.put(code, rate / known);
            responses.put(code, Math.round(rate / known * step.toSeconds()));
          });
      return new Point(at, step, known > 0, errorsOnly, responses, means);
    }
  }

  @Override
  public void accept(TrafficSample sample) {
    double seconds = sample.window().toMillis() / 1000.0;
    Map<Integer, Double> rates = new TreeMap<>();
    sample.responses().forEach((code, count) -> rates.put(code, count / seconds));
    var point =
        new Point(
            sample.at(),
            sample.window(),
            sample.known(),
            sample.errorsOnly(),
            sample.responses(),
            rates);
    if (samples.size() <= MOST_POINTS) {
      samples.add(point);
    }
    // A step holds what ended in it, its end included, as a window does.
    long end = Math.ceilDiv(sample.at().toEpochMilli(), step.toMillis());
    sums.computeIfAbsent(end, _ -> new Sum()).add(point);
  }

  /** From one point to the next, where no look is missing. */
  public Duration step() {
    return isThinned() ? step : interval;
  }

  /** In the order of time. Of times without a look there is none. */
  public List<Point> points() {
    if (!isThinned()) {
      return List.copyOf(samples);
    }
    List<Point> points = new ArrayList<>();
    sums.forEach(
        (end, sum) -> points.add(sum.point(Instant.ofEpochMilli(end * step.toMillis()), step)));
    return points;
  }

  private boolean isThinned() {
    return samples.size() > MOST_POINTS;
  }
}
