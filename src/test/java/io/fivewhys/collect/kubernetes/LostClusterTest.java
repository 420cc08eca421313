package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Connections that end, and come back. */
class LostClusterTest extends KubernetesSourceTest {
  @Test
  void serverThatIsGoneFailsTheSourceAndComesBack() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.CUT);
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            it -> {
              assertThat(it.code()).isEqualTo(Code.UNREACHABLE);
              assertThat(it).hasMessageContaining("127.0.0.1");
            });
    create("orders-2");
    cluster.link().become(Link.State.OPEN);
    lookUntilPodsAre("orders-1", "orders-2");
  }

  @Test
  void serverThatNeverAnswersFailsTheSourceWithinTheDeadlineAndComesBack() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.FROZEN);
    source = within(Duration.ofSeconds(3), onlooker("pods", Set.of(Pod.class)));
    assertThatThrownBy(this::look)
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(Code.TIMEOUT));
    create("orders-2");
    cluster.link().become(Link.State.OPEN);
    lookUntilPodsAre("orders-1", "orders-2");
  }

  @Test
  void connectionsThatDieSilentlyAreMadeAnew() throws Exception {
    create("orders-1");
    look();
    cluster.link().forgetOpenConnections();
    create("orders-2");
    clock.advance(Duration.ofMinutes(3));
    lookUntilPodsAre("orders-1", "orders-2");
  }

  @Test
  void droppedConnectionsDoNotBlind() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.CUT);
    cluster.link().become(Link.State.OPEN);
    create("orders-2");
    assertThat(lookUntilPodsAre("orders-1", "orders-2").isWhole()).isTrue();
  }

  @Test
  void watchThatExpiredIsListedAgain() throws Exception {
    create("orders-1");
    look();
    cluster.link().become(Link.State.CUT);
    cluster.expireNextWatch("/pods");
    create("orders-2");
    cluster.link().become(Link.State.OPEN);
    assertThat(lookUntilPodsAre("orders-1", "orders-2").isWhole()).isTrue();
  }

  @Test
  void watchThatExpiresWhileItRunsIsListedAgain() throws Exception {
    create("orders-1");
    cluster.expireNextWatchLater("/pods");
    look();
    create("orders-2");
    assertThat(lookUntilPodsAre("orders-1", "orders-2").isWhole()).isTrue();
  }
}
