package io.fivewhys.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The service's own configuration for the estate: what somebody would write who runs it. */
public final class GatewaysFile {
  private GatewaysFile() {}

  /**
   * @param interval from one look at the estate to the next
   * @param window that traffic is counted over
   */
  public static void write(DemoEstate estate, Duration interval, Duration window, Path file)
      throws IOException {
    Files.writeString(
        file,
        """
        gateways:
          - name: api-gateway
            namespace: %s
            labels: {team: shop}
            interval: %dms
            window: %ds
            kubernetes:
              kubeconfig: %s
              gateway-selector: app=api-gateway
              upstream-selector: tier=backend
            logs:
              - path: %s
            breakers:
              - type: runbook
                url: %s
            probes:
              - type: postgresql
                name: shop-database
                host: 127.0.0.1
                port: %d
                database: postgres
                username: postgres
                used-by: [orders, payments]
              - type: redis
                name: shop-cache
                host: 127.0.0.1
                port: %d
                used-by: [payments, catalog]
        """
            .formatted(
                DemoEstate.NAMESPACE,
                interval.toMillis(),
                window.toSeconds(),
                estate.kubeconfig().toAbsolutePath(),
                estate.accessLog().toAbsolutePath(),
                estate.adminAddress(),
                estate.postgresPort(),
                estate.redisPort()));
  }
}
