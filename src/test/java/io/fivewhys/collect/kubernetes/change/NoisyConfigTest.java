package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Blind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What changes all the time is no news, and not everything is watched. */
class NoisyConfigTest extends ReadConfigTest {
  @Test
  void whatControllersWriteIsNoChange() {
    String data = "\ndata: {A: \"%s\"}\n";
    String noise =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-root-ca.crt}%1$s---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ingress-nginx-leader}%1$s---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: operator, annotations: {control-plane.alpha.kubernetes.io/leader: "{}"}}%1$s---
        apiVersion: v1
        kind: Secret
        type: helm.sh/release.v1
        metadata: {name: sh.helm.release.v1.orders.v7}%1$s---
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/service-account-token
        metadata: {name: default-token-x7k2p}%1$s---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: scaler-status}%1$s\
        """
            .formatted(data);
    var ignoring =
        new ChangesConfig(Duration.ofHours(24), 100, true, List.of("ConfigMap/scaler-*"));
    estate.with(ignoring).put(noise.formatted("1", "1", "1", "1", "1", "1")).look();
    estate.at("10:01").put(noise.formatted("2", "2", "2", "2", "2", "2"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatChangesAllTheTimeAndNobodyReadsIsNoChange() {
    for (int minute = 0; minute < 60; minute++) {
      estate
          .at("10:%02d".formatted(minute))
          .put(
              """
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: somebodys-status}
              data: {at: "%d"}
              """
                  .formatted(minute))
          .look();
    }
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void moreObjectsThanAreRememberedAreSaidToBeUnwatched() {
    for (int i = 0; i < 110; i++) {
      estate.put(env("a", "b").replace("shop-env", "many-" + i));
    }
    var answer =
        estate.with(new ChangesConfig(Duration.ofHours(24), 100, true, List.of())).answer();
    assertThat(answer.facts())
        .filteredOn(Blind.class::isInstance)
        .singleElement()
        .isEqualTo(
            new Blind(
                "kubernetes",
                Optional.of("changes"),
                Optional.of("12 objects more than max-objects are not watched for changes"),
                Optional.empty()));
  }
}
