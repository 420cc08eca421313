package io.fivewhys.gateway.advice;

import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.gateway.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to do about a source that does not see all that it looks for. */
public final class SourceAdvice {
  private static final String NEVER_DELIVERED = "no delivery of Alertmanager";
  private static final String NO_METRICS = "no metrics.k8s.io";

  private SourceAdvice() {}

  /** In the order in which to try; empty where there is nothing to do. */
  public static List<Step> of(SourceState source) {
    return switch (source.result()) {
      case WHOLE -> unusual(String.join("\n", source.notes()));
      case UNASKED ->
          List.of(
              Step.of(
                  "It is asked at the first look. Look now, or wait as long as the gateway's"
                      + " interval."));
      case PARTIAL, BLIND -> blind(source);
    };
  }

  private static List<Step> blind(SourceState source) {
    String reason = source.reason().orElse("");
    List<Step> steps = new ArrayList<>(KubernetesRights.in(reason));
    if (!steps.isEmpty()) {
      return steps;
    }
    steps.addAll(unusual(reason));
    Optional<Code> code = source.code().or(() -> Reasons.code(reason));
    if (steps.isEmpty() && code.isPresent()) {
      steps.addAll(byKind(source.name().kind(), code.get(), reason));
    }
    return steps.isEmpty() ? List.of(Step.of(Reasons.WITHOUT_CODE)) : steps;
  }

  /** What only one kind of source can meet. */
  private static List<Step> unusual(String words) {
    if (words.contains(NEVER_DELIVERED)) {
      return List.of(
          Step.of(
              "Give Alertmanager a receiver that delivers here, and a route that leads to it;"
                  + " without alerts, the other sources are enough for a diagnosis.",
              """
              receivers:
                - name: fivewhys
                  webhook_configs:
                    - url: http://fivewhys.NAMESPACE.svc:8080/api/v1/alerts
                      http_config:
                        authorization: {credentials_file: /etc/alertmanager/fivewhys-token}\
              """));
    }
    if (words.contains(NO_METRICS)) {
      return List.of(
          Step.of(
              "Install metrics-server to see usage of pods and nodes; everything else is seen"
                  + " without it.",
              "kubectl get apiservice v1beta1.metrics.k8s.io"));
    }
    return List.of();
  }

  private static List<Step> byKind(String kind, Code code, String reason) {
    return switch (kind) {
      case "kubernetes" -> ClusterAdvice.of(code);
      case "logs" -> LogAdvice.of(code, reason);
      case "alertmanager", "pushed" ->
          List.of(Step.of(code == Code.TIMEOUT ? Reasons.STARVED : Reasons.OWN_STORE));
      case "probes" -> probe(code, reason);
      default -> WebAdvice.of(kind, code, reason);
    };
  }

  private static List<Step> probe(Code code, String reason) {
    return switch (code) {
      case MISCONFIGURED, INTERNAL -> WebAdvice.of("probes", code, reason);
      case TIMEOUT,
          UNREACHABLE,
          UNTRUSTED,
          UNAUTHENTICATED,
          FORBIDDEN,
          NOT_FOUND,
          UNAVAILABLE,
          NONSENSE,
          TOO_LARGE ->
          List.of(
              Step.of(
                  "The probe itself does not come to an end, which says nothing about the"
                      + " dependency. Check its host, port and timeout in gateways.file, under"
                      + " probes."));
    };
  }
}
