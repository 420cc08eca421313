package io.fivewhys.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at all gateways, each on a thread of its own, so that none waits for another. */
public final class Gateways implements GatewayBoard, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);

  /** A hundred gateways must not all look in the same moment, at every interval. */
  private static final Duration BETWEEN_FIRST_LOOKS = Duration.ofMillis(50);

  private final Map<String, GatewayWatch> watches = new LinkedHashMap<>();

  /** The only one that looks. */
  public Gateways(
      List<Gateway> gateways, Diagnosing diagnosing, SweepListener listener, Clock clock) {
    this(gateways, diagnosing, SweepTurns.ALWAYS_OURS, listener, clock);
  }

  /** Looks at nothing before {@link #start}. */
  public Gateways(
      List<Gateway> gateways,
      Diagnosing diagnosing,
      SweepTurns turns,
      SweepListener listener,
      Clock clock) {
    List<Gateway> sorted = gateways.stream().sorted(Comparator.comparing(Gateway::name)).toList();
    for (Gateway each : sorted) {
      var delay = BETWEEN_FIRST_LOOKS.multipliedBy(watches.size());
      watches.put(each.name(), new GatewayWatch(each, delay, diagnosing, turns, listener, clock));
    }
  }

  public void start() {
    watches.values().forEach(GatewayWatch::start);
  }

  @Override
  public List<GatewayView> views() {
    return watches.values().stream().map(GatewayWatch::view).toList();
  }

  @Override
  public Optional<GatewayView> view(String name) {
    return Optional.ofNullable(watches.get(name)).map(GatewayWatch::view);
  }

  @Override
  public SweepResult evaluate(String name) throws InterruptedException {
    GatewayWatch watch = watches.get(name);
    if (watch == null) {
      throw new NoSuchElementException("no gateway is called " + name);
    }
    return watch.now();
  }

  @Override
  public void evaluateSoon(String name, String why) {
    GatewayWatch watch = watches.get(name);
    if (watch != null) {
      LOG.info("A look at {} is wished for: {}", name, why);
      watch.soon();
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    watches.values().forEach(GatewayWatch::close);
  }
}
