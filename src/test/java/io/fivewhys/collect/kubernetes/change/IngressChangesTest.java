package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.ConfigChange.Action;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What leads requests to services, and what of it is wrong. */
class IngressChangesTest extends RoutedShopTest {
  @Test
  void nothingIsWrongAndNothingChanged() {
    assertThat(estate.look()).isEmpty();
    assertThat(estate.at("10:01").put(INGRESS).look()).isEmpty();
  }

  @Test
  void aChangedPortOfOneWayConcernsThoseBehindItAlone() {
    estate.look();
    estate.at("10:01").put(INGRESS.replace("number: 80", "number: 81"));
    ConfigChange it = only();
    assertThat(it.object()).isEqualTo("Ingress/shop");
    assertThat(it.action()).contains(Action.UPDATED);
    assertThat(it.at()).contains(estate.now());
    assertThat(it.keys()).containsExactly("spec.rules[/orders].backend.service.port");
    assertThat(it.from()).contains("80");
    assertThat(it.to()).contains("81");
    assertThat(it.affects()).containsExactly("api-gateway", "orders");
    assertThat(it.problem()).isEmpty();
  }

  @Test
  void aPathThatWasPutInFrontChangesNoOther() {
    estate.look();
    estate
        .at("10:01")
        .put(
            INGRESS.replace(
                "paths:\n",
                "paths:\n"
                    + "          - {path: /new, pathType: Prefix, backend: {service: {name:"
                    + " catalog, port: {name: http}}}}\n"));
    ConfigChange it = only();
    assertThat(it.keys()).allMatch(key -> key.startsWith("spec.rules[/new]"));
    assertThat(it.affects()).containsExactly("api-gateway", "catalog");
  }

  @Test
  void aPathThatIsCalledOtherwiseIsToldWithBothNames() {
    estate.look();
    estate.at("10:01").put(INGRESS.replace("/orders", "/order"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.rules[/orders]");
    assertThat(it.from()).contains("/orders");
    assertThat(it.to()).contains("/order");
    assertThat(it.affects()).containsExactly("api-gateway", "orders");
  }

  @Test
  void anAnnotationThatTheGatewayReadsIsToldAndThoseOfToolsAreNot() {
    estate.look();
    estate
        .at("10:01")
        .put(
            INGRESS.replace(
                "proxy-read-timeout: \"60\"",
                "proxy-read-timeout: \"2\", meta.helm.sh/release-name: shop"));
    ConfigChange it = only();
    assertThat(it.keys())
        .containsExactly("metadata.annotations[nginx.ingress.kubernetes.io/proxy-read-timeout]");
    assertThat(it.from()).contains("60");
    assertThat(it.to()).contains("2");
    assertThat(it.affects()).containsExactly("api-gateway", "catalog", "orders");
  }

  @Test
  void aBackendThatIsNotThereIsWrongAndWasChangedToo() {
    estate.look();
    estate.at("10:01").put(INGRESS.replace("name: orders", "name: order"));
    ConfigChange it = only();
    assertThat(it.keys()).containsExactly("spec.rules[/orders].backend.service.name");
    assertThat(it.from()).contains("orders");
    assertThat(it.to()).contains("order");
    assertThat(it.problem()).contains("backend Service order of /orders not found");
    assertThat(it.affects()).containsExactly("api-gateway", "order", "orders");
  }

  @Test
  void whatIsWrongIsSaidWithTheChangeThatMadeItSo() {
    estate.look();
    String wrong = INGRESS.replace("name: orders", "name: order");
    estate.at("10:01").put(wrong).look();
    estate
        .at("10:10")
        .put(wrong.replace("/catalog, pathType: Prefix", "/catalog, pathType: Exact"));
    assertThat(estate.look())
        .extracting(ConfigChange::problem)
        .containsExactly(
            Optional.of("backend Service order of /orders not found"), Optional.empty());
    estate.at("10:20").put(INGRESS);
    assertThat(estate.look()).extracting(ConfigChange::problem).allMatch(Optional::isEmpty);
  }

  @Test
  void whatIsWrongWithoutAChangeHasNeitherTimeNorAction() {
    estate.put(INGRESS.replace("name: orders", "name: order"));
    ConfigChange it = only();
    assertThat(it.problem()).contains("backend Service order of /orders not found");
    assertThat(it.at()).isEmpty();
    assertThat(it.action()).isEmpty();
    assertThat(it.keys()).isEmpty();
    assertThat(it.affects()).as("for long: not the gateway's trouble").containsExactly("order");
  }

  @Test
  void whatBecomesWrongUnderOurEyesConcernsTheGatewayToo() {
    estate.look();
    estate.at("10:01").delete("Service/orders");
    assertThat(estate.look())
        .anySatisfy(
            it -> {
              assertThat(it.object()).isEqualTo("Service/orders");
              assertThat(it.action()).contains(Action.DELETED);
              assertThat(it.affects()).containsExactly("orders");
            })
        .anySatisfy(
            it -> {
              assertThat(it.object()).isEqualTo("Ingress/shop");
              assertThat(it.action()).isEmpty();
              assertThat(it.problem()).contains("backend Service orders of /orders not found");
              assertThat(it.affects()).containsExactly("api-gateway", "orders");
            });
  }

  @Test
  void aPortThatTheServiceDoesNotHaveIsWrong() {
    estate.put(
        INGRESS.replace("number: 80", "number: 8080").replace("{name: http}", "{name: web}"));
    assertThat(only().problem())
        .contains(
            "port 8080 of backend Service orders of /orders not found; the Service has 80 http, 81"
                + " more; port web of backend Service catalog of /catalog not found; the Service"
                + " has 80 http, 81 more");
  }

  @Test
  void aCertificateThatIsMissingIsToldWhereSecretsCanBeSeen() {
    String tls = INGRESS + "  tls: [{hosts: [shop.example], secretName: shop-tls}]\n";
    estate.look();
    estate.at("10:01").put(tls);
    assertThat(only().problem()).contains("TLS Secret shop-tls not found");
    estate.at("10:02").unseen(io.fabric8.kubernetes.api.model.Secret.class);
    assertThat(only().problem()).isEmpty();
  }

  @Test
  void aCertificateThatIsRenewedConcernsTheGateway() {
    String secret =
        "{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: shop-tls}, data:"
            + " {tls.crt: %s}}";
    estate
        .put(INGRESS + "  tls: [{hosts: [shop.example], secretName: shop-tls}]\n")
        .put(secret.formatted("b25l"))
        .look();
    estate.at("10:01").put(secret.formatted("dHdv"));
    assertThat(only())
        .satisfies(
            it -> {
              assertThat(it.object()).isEqualTo("Secret/shop-tls");
              assertThat(it.affects()).containsExactly("api-gateway");
            });
  }

  @Test
  void servicesThatAreNotSeenAreNotMissing() {
    estate.unseen(io.fabric8.kubernetes.api.model.Service.class);
    assertThat(estate.look()).isEmpty();
  }
}
