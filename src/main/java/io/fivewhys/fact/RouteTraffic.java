package io.fivewhys.fact;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Responses of one route over the snapshot's window, counted by status code.
 *
 * @param route the route as the gateway names it
 * @param upstream the workload that serves the route
 * @param responses number of responses by status code, 100 to 599
 * @param flags why the gateway itself answered, counted by Envoy's response flags whatever the
 *     gateway
 * @param p50Millis median response time in milliseconds
 * @param p99Millis 99th percentile of the response time in milliseconds
 * @param baselineErrorRatio usual share of 5xx, 0.0 to 1.0; empty when unknown, which is not zero
 * @param baselineP99Millis usual 99th percentile in milliseconds
 * @param baselineRequests usual number of requests in such a window
 * @param errorsSince when the 5xx began to rise
 * @param errorsOnly only failures were counted, the total is unknown
 * @param p95Millis 95th percentile of the response time in milliseconds
 * @param revision the upstream's revision, where revisions are counted apart
 * @param pod the pod, where pods are counted apart
 * @param namespace namespace; the snapshot's when absent
 */
public record RouteTraffic(
    @Shape(Shape.Kind.TEXT) String route,
    @Shape(Shape.Kind.NAME) Optional<String> upstream,
    @Shape(Shape.Kind.STATUS) Map<Integer, Long> responses,
    Map<String, Long> flags,
    OptionalDouble p50Millis,
    OptionalDouble p99Millis,
    @Shape(Shape.Kind.RATIO) OptionalDouble baselineErrorRatio,
    OptionalDouble baselineP99Millis,
    OptionalLong baselineRequests,
    Optional<Instant> errorsSince,
    Optional<Boolean> errorsOnly,
    OptionalDouble p95Millis,
    OptionalLong revision,
    @Shape(Shape.Kind.NAME) Optional<String> pod,
    @Shape(Shape.Kind.NAME) Optional<String> namespace)
    implements Fact {

  public RouteTraffic {
    responses = Ordered.copyOf(responses);
    flags = Ordered.copyOf(flags);
  }

  /** The same, and the errors began then. */
  public RouteTraffic withErrorsSince(Instant at) {
    return new RouteTraffic(
        route,
        upstream,
        responses,
        flags,
        p50Millis,
        p99Millis,
        baselineErrorRatio,
        baselineP99Millis,
        baselineRequests,
        Optional.of(at),
        errorsOnly,
        p95Millis,
        revision,
        pod,
        namespace);
  }

  /** The upstream's name, or the empty text, for joins. */
  public String upstreamName() {
    return upstream.orElse("");
  }

  /** The pod's name, or the empty text, for joins. */
  public String podName() {
    return pod.orElse("");
  }

  /** Responses with a status from 500 to 599. */
  public long serverErrors() {
    return responses.entrySet().stream()
        .filter(entry -> entry.getKey() >= 500 && entry.getKey() <= 599)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** All responses; meaningless as a total where {@link #countsErrorsOnly()}. */
  public long total() {
    return responses.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Only failures were counted; an unknown flag means that all were. */
  public boolean countsErrorsOnly() {
    return errorsOnly.orElse(false);
  }

  /** A part of the route's traffic, counted apart by pod or revision. */
  public boolean isSlice() {
    return pod.isPresent() || revision.isPresent();
  }

  /** Share of 5xx, 0.0 to 1.0; empty without a response or where the total is unknown. */
  public OptionalDouble serverErrorRatio() {
    long total = total();
    return countsErrorsOnly() || total == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) serverErrors() / total);
  }

  /**
   * How often the gateway answered by itself for this reason; 0 when it counts flags and not this
   * one.
   */
  public long flag(String name) {
    return flags.getOrDefault(name, 0L);
  }
}
