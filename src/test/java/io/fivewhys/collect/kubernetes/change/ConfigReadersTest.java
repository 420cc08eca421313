package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom a change concerns, and who would put it back. */
class ConfigReadersTest extends ReadConfigTest {
  @Test
  void aControllerReadsWhatItsArgumentsName() {
    estate
        .put(
            workload(
                "edge",
                "containers: [{name: nginx, args:"
                    + " [\"--configmap=$(POD_NAMESPACE)/edge-config\"]}]"))
        .put(env("a", "b").replace("shop-env", "edge-config"))
        .put(env("http://ledger:8080", "info"))
        .look();
    estate.at("10:01").put(env("c", "b").replace("shop-env", "edge-config"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.affects()).containsExactly("edge"));
  }

  @Test
  void whatTheGatewaysWorkloadReadsConcernsTheGatewayByItsOwnName() {
    estate
        .put(
            workload(
                    "edge",
                    "containers: [{name: nginx, envFrom: [{configMapRef: {name: edge-env}}]}]")
                .replace("tier: backend", "app: api-gateway"))
        .put(env("a", "b").replace("shop-env", "edge-env"))
        .put(env("http://ledger:8080", "info"))
        .look();
    estate.at("10:01").put(env("c", "b").replace("shop-env", "edge-env"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.affects()).containsExactly("api-gateway", "edge"));
  }

  @Test
  void whoWouldPutItBackIsNamed() {
    String managed =
        env("%s", "info")
            .replace(
                "{name: shop-env}",
                "{name: shop-env, annotations: {argocd.argoproj.io/tracking-id:"
                    + " \"shop:/ConfigMap:shop/shop-env\"}}");
    estate.put(managed.formatted("http://a")).look();
    estate.at("10:01").put(managed.formatted("http://b"));
    assertThat(estate.look())
        .singleElement()
        .satisfies(it -> assertThat(it.managedBy()).contains("argocd"));
  }

  @Test
  void whatOnlyTheNewestRevisionAsksForIsLeftToThatRollout() {
    estate.look();
    String wants =
        "containers: [{name: catalog, env: [{name: SEED, valueFrom: {configMapKeyRef: {name:"
            + " shop-env, key: SEED}}}]}]";
    estate
        .at("10:05")
        .put(workload("catalog", wants))
        .put(revision("catalog-2", "2026-03-02T10:04:00Z", wants));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatRevisionsHaveLongAskedForIsWrongWithTheObject() {
    String wants =
        "containers: [{name: catalog, env: [{name: SEED, valueFrom: {configMapKeyRef: {name:"
            + " shop-env, key: SEED}}}]}]";
    estate
        .put(workload("catalog", wants))
        .put(revision("catalog-2", "2026-02-02T10:04:00Z", wants));
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.object()).isEqualTo("ConfigMap/shop-env");
              assertThat(it.problem())
                  .contains("key SEED is not in it, and catalog cannot start without it");
              assertThat(it.at()).isEmpty();
              assertThat(it.action()).isEmpty();
              assertThat(it.affects()).containsExactly("catalog");
            });
  }

  private String revision(String name, String at, String pods) {
    String uid =
        estate.list(io.fabric8.kubernetes.api.model.apps.Deployment.class).stream()
            .filter(it -> it.getMetadata().getName().equals("catalog"))
            .findFirst()
            .orElseThrow()
            .getMetadata()
            .getUid();
    return """
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: %s
      creationTimestamp: "%s"
      ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: catalog, uid: %s, controller: true}]
    spec:
      template:
        metadata: {labels: {app: catalog}}
        spec:
    """
            .formatted(name, at, uid)
        + pods.indent(6);
  }
}
