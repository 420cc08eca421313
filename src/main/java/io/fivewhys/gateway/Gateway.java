package io.fivewhys.gateway;

import io.fivewhys.collect.Collector;
import java.time.Duration;
import java.util.Map;

/**
 * A gateway that is looked at.
 *
 * @param name unique among the gateways
 * @param labels whose it is and the like, for people who look at many
 * @param interval time from the beginning of one look to that of the next
 * @param window over which traffic is counted
 * @param collector asks its sources
 */
public record Gateway(
    String name,
    String namespace,
    Map<String, String> labels,
    Duration interval,
    Duration window,
    Collector collector) {

  public Gateway {
    labels = Map.copyOf(labels);
  }

  /** Without labels. */
  public Gateway(
      String name, String namespace, Duration interval, Duration window, Collector collector) {
    this(name, namespace, Map.of(), interval, window, collector);
  }
}
