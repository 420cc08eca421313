package io.fivewhys.http.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Metrics of the Java virtual machine, of which there is one, however many services it runs. The
 * library remembers for good every registry that it was asked to fill, and with a service's own all
 * that the service has.
 */
final class VirtualMachine {
  private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

  static {
    JvmMetrics.builder().register(REGISTRY);
  }

  private VirtualMachine() {}

  static MultiCollector metrics() {
    return REGISTRY::scrape;
  }
}
