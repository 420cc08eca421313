package io.fivewhys.act.kubernetes.cluster;

import static io.fivewhys.act.kubernetes.Acting.decision;
import static io.fivewhys.act.kubernetes.cluster.TwinCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.act.kubernetes.Acting;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.kubernetes.KubernetesClusters;
import io.fivewhys.collect.kubernetes.KubernetesSource;
import io.fivewhys.collect.kubernetes.change.ConfigRecorder;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.Remedy.RevertConfig;
import io.fivewhys.store.ConfigContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From looks that record, over the database, to a ConfigMap as kubectl would have put it back. */
@Tag("cluster")
@Timeout(300)
class ConfigRevertOnClusterTest {
  private static final String GOOD =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: NAME, labels: {app: orders}, annotations: {team: shop}}
      data:
        timeout: 30s
        removed: ''
        nginx.conf: |
          upstream orders { server orders:8080; }
          # ümläut
      binaryData: {key: AAECAw==, gone: BBBB}
      """;
  private static final String BAD =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: NAME, labels: {app: orders}, annotations: {team: shop}}
      data: {timeout: 30ms, nginx.conf: broken, added: x}
      binaryData: {key: BAAAAA==}
      """;

  @TempDir static Path directory;
  private static TwinCluster cluster;
  private static Database database;
  private static KubernetesClusters clusters;
  private static KubernetesSource source;
  private static Acting acting;

  @BeforeAll
  static void open() throws Exception {
    cluster = TwinCluster.open(directory);
    database = DatabaseKind.H2.open(directory.resolve("data"));
    var contents = new ConfigContents(database);
    clusters =
        new KubernetesClusters(
            new SourceContext(Clock.systemUTC(), Map.of(), directory, directory));
    source =
        new KubernetesSource(
            cluster.config(),
            clusters,
            List.of(new ConfigRecorder(new ConfigRecording("api-gateway"::equals, contents))));
    acting = new Acting(cluster.actuator(ShippedRoles.of("fivewhys-revert-config"), contents));
  }

  @AfterAll
  static void takeAway() {
    if (cluster != null) {
      source.close();
      clusters.close();
      database.close();
      cluster.close();
    }
  }

  private static void both(String verb, String yaml, String name) throws Exception {
    Path file =
        Files.writeString(
            Files.createTempFile(directory, "config", ".yaml"), yaml.replace("NAME", name));
    cluster.both(verb, "-f", file.toString());
  }

  private static String path(String name) {
    return "/api/v1/namespaces/NAMESPACE/configmaps/" + name;
  }

  /** Looks until it has seen the object as it is. */
  private static Instant looked(String name) {
    return eventually(
        () -> {
          Instant now = Instant.now();
          source.ask(new Look("api-gateway", cluster.ours(), now, Duration.ofMinutes(5)));
          var object = cluster.get(cluster.ours(), path(name));
          var recorded =
              new ConfigContents(database).of(object.at("/metadata/uid").asText()).orElseThrow();
          boolean seen =
              !recorded.isEmpty()
                  && recorded
                      .getFirst()
                      .version()
                      .equals(object.at("/metadata/resourceVersion").asText());
          return seen ? now : null;
        },
        it -> it != null);
  }

  private static Recommendation recommended(Remedy remedy, Instant observedAt) {
    return Acting.recommendation(remedy, Optional.empty(), observedAt);
  }

  private static RevertConfig revert(String name) {
    return new RevertConfig(cluster.subject("ConfigMap", name), Optional.empty());
  }

  @Test
  void isAsKubectlWouldHavePutItBackAndBackAgain() throws Exception {
    both("create", GOOD, "settings");
    looked("settings");
    both("replace", BAD, "settings");
    Instant at = looked("settings");

    Plan plan = acting.planned(recommended(revert("settings"), at), decision(false)).plan();
    assertThat(acting.done(plan)).isInstanceOf(Acted.Done.class);
    cluster.kubectl("replace", "-f", file(GOOD, "settings"));
    cluster.assertSame(path("settings"));
    assertThat(
            cluster
                .get(cluster.ours(), path("settings"))
                .at("/metadata/annotations")
                .path("fivewhys.io/action")
                .asText())
        .isEqualTo(Acting.TICKET.intervention());
    assertThat(acting.refusedToPlan(recommended(revert("settings"), at), decision(false)).guard())
        .isEqualTo("no-change");

    looked("settings");
    var inverse = recommended(plan.inverse().orElseThrow(), at);
    assertThat(acting.done(acting.planned(inverse, decision(false)).plan()))
        .isInstanceOf(Acted.Done.class);
    cluster.kubectl("replace", "-f", file(BAD, "settings"));
    cluster.assertSame(path("settings"));
  }

  private static String file(String yaml, String name) throws Exception {
    return Files.writeString(
            Files.createTempFile(directory, "config", ".yaml"), yaml.replace("NAME", name))
        .toString();
  }

  @Test
  void onesOwnChangeSinceIsNotOverwritten() throws Exception {
    both("create", GOOD, "edited");
    looked("edited");
    both("replace", BAD, "edited");
    Instant at = looked("edited");
    Plan plan = acting.planned(recommended(revert("edited"), at), decision(false)).plan();
    var prepared = acting.ready(plan).prepared();
    cluster.ourselves("patch", "configmap", "edited", "-p", "{\"data\":{\"timeout\":\"20s\"}}");
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(acting.refusedToPrepare(plan).guard()).isEqualTo("target");
    assertThat(acting.refusedToPlan(recommended(revert("edited"), at), decision(false)).words())
        .contains("changed again since");
    assertThat(cluster.get(cluster.ours(), path("edited")).at("/data/timeout").asText())
        .isEqualTo("20s");
  }

  @Test
  void anotherOneOfTheSameNameHasNoPast() throws Exception {
    both("create", GOOD, "anew");
    looked("anew");
    cluster.ourselves("delete", "configmap", "anew");
    both("create", BAD, "anew");
    Instant at = looked("anew");
    assertThat(acting.refusedToPlan(recommended(revert("anew"), at), decision(false)).guard())
        .isEqualTo("recorded-content");
  }
}
