package io.fivewhys.gateway;

import io.fivewhys.collect.Collector;
import java.time.Duration;

/**
 * A gateway that is looked at.
 *
 * @param name unique among the gateways
 * @param interval time from the beginning of one look to that of the next
 * @param window over which traffic is counted
 * @param collector asks its sources
 */
public record Gateway(
    String name, String namespace, Duration interval, Duration window, Collector collector) {}
