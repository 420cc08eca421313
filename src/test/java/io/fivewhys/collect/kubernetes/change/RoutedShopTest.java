package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.ConfigChange;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two services behind an ingress. */
abstract class RoutedShopTest {
  static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "60"}
      spec:
        rules:
          - http:
              paths:
                - {path: /orders, pathType: Prefix, backend: {service: {name: orders, port: {number: 80}}}}
                - {path: /catalog, pathType: Prefix, backend: {service: {name: catalog, port: {name: http}}}}
      """;

  @TempDir Path data;
  Estate estate;

  @BeforeEach
  void twoServicesBehindAnIngress() {
    estate = new Estate(data);
    for (String name : new String[] {"orders", "catalog"}) {
      estate
          .put(
              workload(
                  name,
                  "containers: [{name: %s, ports: [{name: web, containerPort: 8080}]}]"
                      .formatted(name)))
          .put(Estate.pod(name, "[{name: web, containerPort: 8080}]"))
          .put(service(name, ports("web", "web")));
    }
    estate.put(INGRESS);
  }

  static String service(String name, String spec) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s}
    spec:
      type: ClusterIP
      clusterIP: 10.0.0.7
      selector: {app: %1$s}
    """
            .formatted(name)
        + spec.indent(2);
  }

  /** Of a service, for what they lead to. */
  static String ports(String http, String more) {
    return "ports: [{name: http, port: 80, targetPort: %s}, {name: more, port: 81, targetPort: %s}]"
        .formatted(http, more);
  }

  ConfigChange only() {
    var changes = estate.look();
    assertThat(changes).hasSize(1);
    return changes.getFirst();
  }
}
