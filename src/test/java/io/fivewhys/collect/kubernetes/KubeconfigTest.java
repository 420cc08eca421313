package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The file that says where the cluster is. */
class KubeconfigTest extends KubernetesSourceTest {
  private static final Duration SHORT = Duration.ofSeconds(5);

  @Test
  void missingKubeconfigIsSaid() {
    source =
        new KubernetesSource(
            config(Path.of("nowhere"), Optional.empty(), SHORT), clusters, List.of());
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.MISCONFIGURED);
              assertThat(it).hasMessageContaining("nowhere");
            });
  }

  @Test
  void unknownContextIsSaid() {
    source =
        new KubernetesSource(
            config(cluster.kubeconfig(), Optional.of("staging"), SHORT), clusters, List.of());
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.MISCONFIGURED);
              assertThat(it).hasMessageContaining("staging");
            });
  }

  @Test
  void kubeconfigThatIsNoneIsSaid() throws Exception {
    Files.writeString(cluster.kubeconfig(), "}{ nonsense: [");
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.MISCONFIGURED));
  }

  @Test
  void changedKubeconfigIsReadAnew() throws Exception {
    create("orders-1");
    look();
    Files.writeString(cluster.kubeconfig(), MockCluster.kubeconfig("http://127.0.0.1:1", "token"));
    Files.setLastModifiedTime(
        cluster.kubeconfig(), java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(9)));
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.UNREACHABLE));
  }
}
