package io.fivewhys.collect.kubernetes.change;

import static io.fivewhys.collect.kubernetes.change.Estate.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two workloads that read one ConfigMap, and one of them a Secret. */
abstract class ReadConfigTest {
  static final String ORDERS_READS_LEDGER_URL_AND_ALL_OF_THE_SECRET =
      workload(
          "orders",
          """
          containers:
            - name: orders
              env:
                - name: LEDGER
                  valueFrom: {configMapKeyRef: {name: shop-env, key: LEDGER_URL}}
              envFrom:
                - secretRef: {name: orders-db}
          """);

  static final String CATALOG_READS_LOG_LEVEL =
      workload(
          "catalog",
          """
          containers:
            - name: catalog
              env:
                - name: LOG
                  valueFrom: {configMapKeyRef: {name: shop-env, key: LOG_LEVEL}}
          """);

  @TempDir Path data;
  Estate estate;

  @BeforeEach
  void twoWorkloadsThatReadOneConfigMap() {
    estate =
        new Estate(data)
            .put(ORDERS_READS_LEDGER_URL_AND_ALL_OF_THE_SECRET)
            .put(CATALOG_READS_LOG_LEVEL)
            .put(env("http://ledger:8080", "info"))
            .put(secret("c2VjcmV0LW9uZQ=="));
  }

  static String env(String ledger, String level) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: shop-env}
    data: {LEDGER_URL: "%s", LOG_LEVEL: %s}
    """
        .formatted(ledger, level);
  }

  static String secret(String password) {
    return """
    apiVersion: v1
    kind: Secret
    type: Opaque
    metadata: {name: orders-db}
    data: {DB_PASSWORD: %s, DB_USER: b3JkZXJz}
    """
        .formatted(password);
  }

  String written() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.walk(data)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        if (!each.toString().endsWith(".key")) {
          all.append(Files.readString(each));
        }
      }
    }
    return all.toString();
  }
}
