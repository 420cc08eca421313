package io.fivewhys.gateway.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceName;
import io.fivewhys.gateway.SourceState;
import io.fivewhys.gateway.SourceState.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SourceAdviceTest {

  private static List<Step> advice(String kind, Result result, Code code, String reason) {
    return SourceAdvice.of(
        new SourceState(
            SourceName.of(kind),
            result,
            Optional.empty(),
            Optional.ofNullable(code),
            Optional.ofNullable(reason),
            Optional.empty(),
            Optional.empty(),
            0,
            List.of()));
  }

  private static List<String> examples(List<Step> steps) {
    return steps.stream().flatMap(it -> it.example().stream()).toList();
  }

  @Test
  void missingRightsBecomeTheRulesOfTheRoleInTheirNamespace() {
    var steps =
        advice(
            "kubernetes",
            Result.PARTIAL,
            null,
            "workloads: may not list deployments.apps in shop: grant get, list and watch;"
                + " workloads: may not list replicasets.apps in shop: grant get, list and watch;"
                + " logs: may not get pods/log in shop: grant get on pods/log; nodes: may not watch"
                + " nodes in the cluster: grant get, list and watch; usage: may not list"
                + " pods.metrics.k8s.io in shop: grant get and list");

    assertThat(steps).hasSize(3);
    assertThat(steps.get(0).words()).contains("the Role in namespace shop");
    assertThat(steps.get(0).example())
        .contains(
            """
            - apiGroups: [""]
              resources: [pods/log]
              verbs: [get]
            - apiGroups: ["apps"]
              resources: [deployments, replicasets]
              verbs: [get, list, watch]
            - apiGroups: ["metrics.k8s.io"]
              resources: [pods]
              verbs: [get, list]\
            """);
    assertThat(steps.get(1).words()).contains("ClusterRole");
    assertThat(steps.get(1).example().orElseThrow()).contains("resources: [nodes]");
    assertThat(steps.get(2).example().orElseThrow())
        .startsWith("kubectl auth can-i list deployments.apps -n shop");
  }

  @Test
  void withoutAnyRightTheWholeRoleIsToBeBound() {
    var steps =
        advice(
            "kubernetes",
            Result.BLIND,
            Code.FORBIDDEN,
            "may not list anything in shop: grant get, list and watch (https://10.0.0.1)");

    assertThat(examples(steps))
        .containsExactly("kubectl apply -n NAMESPACE -f config/kubernetes-reader.yaml");
  }

  @Test
  void anAddressThatDoesNotAnswerIsToBeAsked() {
    var refused =
        advice(
            "prometheus",
            Result.BLIND,
            Code.UNREACHABLE,
            "http://prometheus:9090 refuses connections");
    var untrusted =
        advice(
            "prometheus",
            Result.BLIND,
            Code.UNTRUSTED,
            "no TLS connection to https://prometheus.example: PKIX path building failed");

    assertThat(examples(refused))
        .containsExactly("curl -sv -m 5 -o /dev/null http://prometheus:9090");
    assertThat(examples(untrusted).getFirst()).contains("-connect prometheus.example:443 ");
    assertThat(untrusted.getLast().example().orElseThrow()).contains("ca-file");
  }

  @ParameterizedTest
  @CsvSource({
    "breakers, NOT_FOUND, management.endpoints.web.exposure",
    "prometheus, NOT_FOUND, /api/v1/query",
    "prometheus, UNAUTHENTICATED, bearer",
    "logs, NOT_FOUND, ls -l /var/log/access.log",
    "logs, FORBIDDEN, chmod g+r /var/log/access.log",
    "kubernetes, UNAUTHENTICATED, kubectl auth whoami",
    "kubernetes, TIMEOUT, readyz"
  })
  void itFitsTheKindOfTheSource(String kind, Code code, String copied) {
    var steps = advice(kind, Result.BLIND, code, "/var/log/access.log is not as it should be");

    assertThat(examples(steps)).anySatisfy(it -> assertThat(it).contains(copied));
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void thereIsSomethingToDoForEveryCodeOfEveryKind(Code code) {
    for (String kind :
        List.of("kubernetes", "prometheus", "logs", "breakers", "probes", "alertmanager", "mine")) {
      assertThat(advice(kind, Result.BLIND, code, "it is so")).as(kind + " " + code).isNotEmpty();
    }
  }

  @Test
  void whereAPartIsSeenTheWordsTellWhatIsWrong() {
    var slow =
        advice(
            "kubernetes",
            Result.PARTIAL,
            null,
            "pods: the API server does not answer within 0.8 s");
    var other = advice("breakers", Result.PARTIAL, null, "orders: its breaker tells no state");

    assertThat(examples(slow)).anySatisfy(it -> assertThat(it).contains("deadline"));
    assertThat(other).singleElement().satisfies(it -> assertThat(it.example()).isEmpty());
  }

  @Test
  void aWholeSourceNeedsNothingUnlessANoteSaysSo() {
    assertThat(advice("kubernetes", Result.WHOLE, null, null)).isEmpty();
    var noted =
        SourceAdvice.of(
            new SourceState(
                SourceName.of("alertmanager"),
                Result.WHOLE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of("no delivery of Alertmanager was ever taken; it must have a receiver")));
    assertThat(examples(noted).getFirst()).contains("webhook_configs");
    assertThat(advice("kubernetes", Result.UNASKED, null, null)).hasSize(1);
  }
}
