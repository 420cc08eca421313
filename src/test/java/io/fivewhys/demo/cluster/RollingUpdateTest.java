package io.fivewhys.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollingUpdateTest {
  @Test
  void sharesAreRoundedUpForTheSurgeAndDownForWhatMayBeMissing() {
    assertThat(of(3, "25%", "25%")).isEqualTo(new RollingUpdate(3, 1, 0));
    assertThat(of(10, "25%", "25%")).isEqualTo(new RollingUpdate(10, 3, 2));
    assertThat(of(4, 0, 0)).isEqualTo(new RollingUpdate(4, 0, 1));
  }

  @Test
  void theNewSetGrowsOnlyIntoTheRoomThatTheSurgeLeaves() {
    var update = new RollingUpdate(4, 1, 0);
    assertThat(update.ofNew(0, 4)).isEqualTo(1);
    assertThat(update.ofNew(1, 4)).isEqualTo(1);
    assertThat(update.ofNew(1, 3)).isEqualTo(2);
    assertThat(update.ofNew(9, 0)).isEqualTo(4);
  }

  @Test
  void anOldSetShrinksAsTheNewOneServes() {
    var update = new RollingUpdate(4, 1, 0);
    assertThat(update.nextOld(set("new", 1, 0), List.of(set("old", 4, 4)))).isEmpty();
    assertThat(update.nextOld(set("new", 1, 1), List.of(set("old", 4, 4))))
        .hasValueSatisfying(it -> assertThat(it.to()).isEqualTo(3));
  }

  @Test
  void podsOfAnOldSetThatDoNotServeGoFirst() {
    var update = new RollingUpdate(4, 1, 1);
    var broken = set("broken", 2, 0);
    assertThat(update.nextOld(set("new", 1, 1), List.of(set("old", 2, 2), broken)))
        .hasValueSatisfying(
            it -> {
              assertThat(it.set()).isEqualTo(broken);
              assertThat(it.to()).isZero();
            });
  }

  private static RollingUpdate of(int replicas, Object surge, Object unavailable) {
    return RollingUpdate.of(
        new DeploymentBuilder()
            .withNewSpec()
            .withReplicas(replicas)
            .withNewStrategy()
            .withNewRollingUpdate()
            .withNewMaxSurge(surge)
            .withNewMaxUnavailable(unavailable)
            .endRollingUpdate()
            .endStrategy()
            .endSpec()
            .build());
  }

  private static ReplicaSet set(String name, int replicas, int available) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .endSpec()
        .withNewStatus()
        .withAvailableReplicas(available)
        .endStatus()
        .build();
  }
}
