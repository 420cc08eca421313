package io.fivewhys.demo;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fivewhys.demo.cluster.ClusterStore;
import io.fivewhys.demo.data.Database;
import io.fivewhys.demo.gateway.Gateway;
import io.fivewhys.demo.traffic.Traffic;
import java.util.Optional;

/** Brings faults about as people and circumstances do, one at a time, and takes them back. */
final class Faults {
  private static final String KUBECTL = "kubectl-edit";
  private static final String BAD_IMAGE = "shop/orders:1.8.0";
  private static final String SURGING = "/catalog";
  private static final String BROKEN_BREAKER = "payments";

  private final DemoOptions options;
  private final ClusterStore store;
  private final Gateway gateway;
  private final Database database;
  private final Traffic traffic;
  private final PodTemplateSpec ordersAsItWas;
  private Optional<Fault> active = Optional.empty();

  Faults(
      DemoOptions options,
      ClusterStore store,
      Gateway gateway,
      Database database,
      Traffic traffic) {
    this.options = options;
    this.store = store;
    this.gateway = gateway;
    this.database = database;
    this.traffic = traffic;
    this.ordersAsItWas =
        store.find(Deployment.class, "orders").orElseThrow().getSpec().getTemplate();
  }

  synchronized Optional<Fault> active() {
    return active;
  }

  /** Begins it; one that lasts is ended first. */
  synchronized void begin(Fault fault) {
    end();
    active = Optional.of(fault);
    switch (fault) {
      case BAD_ROLLOUT -> setOrders(badly(ordersAsItWas));
      case OOM_LOOP -> traffic.export(options.exportsPerSecond());
      case DATABASE_DOWN -> database.stop();
      case BREAKER_LEFT_OPEN -> gateway.forceOpen(BROKEN_BREAKER);
      case WRONG_ROUTE -> routePaymentsTo("payment");
      case TRAFFIC_SURGE -> traffic.rush(SURGING, options.surgeFactor(), options.surgeRise());
    }
  }

  /** Takes back what was done; what it has led to heals by itself. */
  synchronized void end() {
    active.ifPresent(
        fault -> {
          switch (fault) {
            case BAD_ROLLOUT -> setOrders(ordersAsItWas);
            case OOM_LOOP -> traffic.export(0);
            case DATABASE_DOWN -> database.start();
            case BREAKER_LEFT_OPEN -> gateway.reset(BROKEN_BREAKER);
            case WRONG_ROUTE -> routePaymentsTo("payments");
            case TRAFFIC_SURGE -> traffic.calm(SURGING);
          }
        });
    active = Optional.empty();
  }

  private static PodTemplateSpec badly(PodTemplateSpec good) {
    PodTemplateSpec bad = Serialization.clone(good);
    bad.getSpec().getContainers().getFirst().setImage(BAD_IMAGE);
    return bad;
  }

  private void setOrders(PodTemplateSpec template) {
    store.edit(
        Deployment.class,
        "orders",
        "kubectl-set",
        it -> {
          it.getSpec().setTemplate(template);
          return it;
        });
  }

  private void routePaymentsTo(String service) {
    store.edit(
        Ingress.class,
        "shop",
        KUBECTL,
        it -> {
          for (HTTPIngressPath path : it.getSpec().getRules().getFirst().getHttp().getPaths()) {
            if (path.getPath().equals("/payments")) {
              path.getBackend().getService().setName(service);
            }
          }
          return it;
        });
  }
}
