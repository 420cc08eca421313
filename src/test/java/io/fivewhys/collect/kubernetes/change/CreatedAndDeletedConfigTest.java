package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fivewhys.fact.ConfigChange.Action;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What came and what went, and what was only not seen. */
class CreatedAndDeletedConfigTest extends ReadConfigTest {
  @Test
  void whatIsMadeTogetherWithItsWorkloadIsNoChange() {
    estate.look();
    estate
        .at("10:20")
        .put(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: quotes-env, creationTimestamp: "2026-03-02T10:19:00Z"}
            data: {A: b}
            """)
        .put(
            workload(
                    "quotes",
                    "containers: [{name: quotes, envFrom: [{configMapRef: {name: quotes-env}}]}]")
                .replace(
                    "name: quotes, labels",
                    "name: quotes, creationTimestamp: \"2026-03-02T10:19:02Z\", labels"));
    assertThat(estate.look()).isEmpty();
  }

  @Test
  void whatIsMadeForAWorkloadThatWasThereIsAChange() {
    estate
        .put(
            workload(
                "quotes",
                "containers: [{name: quotes, envFrom: [{configMapRef: {name: quotes-env, optional:"
                    + " true}}]}]"))
        .look();
    estate
        .at("10:20")
        .put(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: quotes-env, creationTimestamp: "2026-03-02T10:19:00Z"}
            data: {A: b}
            """);
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.action()).contains(Action.CREATED);
              assertThat(it.at()).contains(Instant.parse("2026-03-02T10:19:00Z"));
              assertThat(it.keys()).containsExactly("A");
              assertThat(it.affects()).containsExactly("quotes");
            });
  }

  @Test
  void aDeletedObjectIsToldWithWhatItHeldAndWhoLacksIt() {
    estate.look();
    estate.at("10:01").delete("ConfigMap/shop-env");
    assertThat(estate.look())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.action()).contains(Action.DELETED);
              assertThat(it.at()).contains(estate.now());
              assertThat(it.keys()).containsExactly("LEDGER_URL", "LOG_LEVEL");
              assertThat(it.affects()).containsExactly("catalog", "orders");
              assertThat(it.problem())
                  .hasValueSatisfying(
                      text -> assertThat(text).contains("not found").contains("cannot start"));
            });
    assertThat(estate.at("10:02").look()).hasSize(1);
  }

  @Test
  void whatCannotBeSeenIsNotDeleted() {
    estate.look();
    estate.at("10:01").unseen(ConfigMap.class);
    assertThat(estate.look()).isEmpty();
    assertThat(estate.at("10:02").seenAgain(ConfigMap.class).look()).isEmpty();
  }

  @Test
  void aNamespaceThatIsNotLookedAtAnyMoreIsNotDeleted() {
    estate
        .watching("shop", "stock")
        .put(
            env("http://x", "info")
                .replace("{name: shop-env}", "{name: stock-env, namespace: stock}"));
    estate.look();
    assertThat(estate.at("10:01").watching("shop").look()).isEmpty();
  }

  @Test
  void aLookThatIsBrokenOffTakesNothingForDeletedOrNew() {
    estate.look();
    estate.at("10:01").put(env("http://other", "info"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(estate::read).isInstanceOf(InterruptedException.class);
    assertThat(estate.at("10:02").look())
        .singleElement()
        .satisfies(it -> assertThat(it.keys()).containsExactly("LEDGER_URL"));
  }
}
