package io.fivewhys.collect.kubernetes.cluster;

import static io.fivewhys.collect.kubernetes.cluster.LiveCluster.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service account that may do little, more, and little again. */
@Tag("cluster")
@Timeout(300)
class RightsOnClusterTest {
  @TempDir Path directory;
  private LiveCluster cluster;
  private LiveCluster.Observer observer;

  @BeforeEach
  void open() throws Exception {
    cluster = LiveCluster.open();
    cluster.create(cluster.deployment("orders", 1, "", "image: 'registry.k8s.io/pause:3.9'"));
    cluster
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("observer")
                .withNamespace(cluster.namespace())
                .endMetadata()
                .build())
        .create();
    TokenRequest asked =
        new TokenRequestBuilder()
            .withNewMetadata()
            .withName("observer")
            .withNamespace(cluster.namespace())
            .endMetadata()
            .withNewSpec()
            .withExpirationSeconds(3600L)
            .endSpec()
            .build();
    TokenRequest given =
        cluster
            .client()
            .serviceAccounts()
            .inNamespace(cluster.namespace())
            .withName("observer")
            .tokenRequest(asked);
    Path kubeconfig = directory.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(cluster.server(), given.getStatus().getToken()));
    observer = cluster.observer(kubeconfig, List.of(cluster.namespace()));
  }

  @AfterEach
  void takeAway() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private void grant(String... resources) {
    cluster
        .client()
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("observer")
                .withNamespace(cluster.namespace())
                .endMetadata()
                .addNewRule()
                .withApiGroups("", "apps")
                .withResources(resources)
                .withVerbs("get", "list", "watch")
                .endRule()
                .build())
        .create();
    cluster
        .client()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("observer")
                .withNamespace(cluster.namespace())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "observer")
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName("observer")
                .withNamespace(cluster.namespace())
                .endSubject()
                .build())
        .create();
  }

  private static Map<String, String> blind(Answer answer) {
    Map<String, String> reasons = new TreeMap<>();
    facts(answer, Blind.class)
        .forEach(it -> reasons.put(it.subject().orElse(""), it.reason().orElse("")));
    return reasons;
  }

  private boolean seesPods() throws InterruptedException {
    try {
      return !facts(observer.ask(), Pod.class).isEmpty();
    } catch (SourceFailed e) {
      assertThat(e.code()).isEqualTo(Code.FORBIDDEN);
      return false;
    }
  }

  @Test
  void namespaceWithoutAnyRightsIsForbidden() {
    assertThatThrownBy(observer::ask)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.FORBIDDEN);
              assertThat(it)
                  .hasMessageContaining(
                      "may not list anything in "
                          + cluster.namespace()
                          + ": grant get, list and watch");
            });
  }

  @Test
  void eachKindThatMayNotBeSeenIsNamedAndTheOthersAreSeen() throws Exception {
    grant("pods", "deployments", "statefulsets", "daemonsets", "services");
    cluster.eventually(this::seesPods, it -> it);
    Answer answer = observer.ask();
    assertThat(facts(answer, Workload.class)).extracting(Workload::name).containsExactly("orders");
    assertThat(facts(answer, Pod.class)).extracting(Pod::owner).containsExactly("orders");
    assertThat(facts(answer, Rollout.class)).isEmpty();
    Map<String, String> blind = blind(answer);
    String in = " in " + cluster.namespace() + ": grant get, list and watch";
    assertThat(blind.keySet()).doesNotContain("pods", "workloads", "");
    assertThat(blind.get("changes"))
        .contains("may not list replicasets.apps" + in)
        .contains("may not list controllerrevisions.apps" + in);
    assertThat(blind.get("endpoints"))
        .isEqualTo("may not list endpointslices.discovery.k8s.io" + in);
    assertThat(blind.get("events")).isEqualTo("may not list events" + in);
    assertThat(blind.get("quotas")).isEqualTo("may not list resourcequotas" + in);
    assertThat(blind.get("volumes")).isEqualTo("may not list persistentvolumeclaims" + in);
    assertThat(blind.get("autoscalers"))
        .isEqualTo("may not list horizontalpodautoscalers.autoscaling" + in);
    assertThat(blind.get("nodes"))
        .isEqualTo("may not list nodes in the cluster: grant get, list and watch");
    assertThat(blind.get("usage"))
        .isIn(
            "may not list pods.metrics.k8s.io"
                + " in "
                + cluster.namespace()
                + ": grant get and list",
            "this cluster has no metrics.k8s.io");
  }

  @Test
  void podsAreSeenWithoutTheirDeployments() throws Exception {
    grant("pods");
    cluster.eventually(this::seesPods, it -> it);
    Answer answer = observer.ask();
    assertThat(facts(answer, Pod.class)).extracting(Pod::owner).containsExactly("orders");
    assertThat(facts(answer, Workload.class)).isEmpty();
    assertThat(blind(answer).get("workloads"))
        .contains("may not list deployments.apps in " + cluster.namespace());
  }

  @Test
  void rightsThatComeAndGoAreNoticed() throws Exception {
    assertThat(seesPods()).isFalse();
    grant("pods", "deployments");
    cluster.eventually(this::seesPods, it -> it);
    cluster
        .client()
        .rbac()
        .roleBindings()
        .inNamespace(cluster.namespace())
        .withName("observer")
        .delete();
    cluster.eventually(this::seesPods, it -> !it);
  }

  @Test
  void tokenThatIsNoneIsUnauthenticated() throws Exception {
    Path kubeconfig = directory.resolve("kubeconfig");
    Path other = directory.resolve("other");
    Files.writeString(
        other, Files.readString(kubeconfig).replaceFirst("token: \"[^\"]*\"", "token: none"));
    var stranger = cluster.observer(other, List.of(cluster.namespace()));
    assertThatThrownBy(stranger::ask)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.UNAUTHENTICATED);
              assertThat(it.toString()).doesNotContain("none");
            });
  }
}
