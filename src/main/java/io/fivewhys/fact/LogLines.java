package io.fivewhys.fact;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Raw log lines of one workload; before diagnosis they become {@link LogPattern} and, for a
 * gateway's access log, {@link RouteTraffic} facts.
 *
 * @param workload whose log
 * @param namespace namespace; the snapshot's when absent
 * @param format how the lines are written; found out when absent
 * @param lines the lines, at most 100,000 of at most 65,536 characters
 * @param pod the pod they come from
 * @param revision the workload's revision they come from
 */
public record LogLines(
    @Shape(Shape.Kind.NAME) String workload,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    Optional<Format> format,
    @Shape(Shape.Kind.LINES) List<String> lines,
    @Shape(Shape.Kind.NAME) Optional<String> pod,
    OptionalLong revision)
    implements Fact {

  public LogLines {
    lines = List.copyOf(lines);
  }

  /** Formats of access logs, and plain for an application's log. */
  public enum Format {
    AUTO,
    PLAIN,
    NGINX,
    INGRESS_NGINX,
    ENVOY,
    ENVOY_JSON,
    HAPROXY,
    TRAEFIK,
    TRAEFIK_JSON,
    KONG_JSON,
    JSON,
    ALB,
    COMBINED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
