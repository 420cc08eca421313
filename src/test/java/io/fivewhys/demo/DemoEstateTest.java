package io.fivewhys.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoEstateTest {
  @Test
  void startsAndServes(@TempDir Path directory) throws Exception {
    long begun = System.nanoTime();
    try (var estate = DemoEstate.start(DemoOptions.forTests(directory))) {
      System.err.println("started in " + (System.nanoTime() - begun) / 1e9);
      Thread.sleep(3000);
      System.err.println(estate.seen().statuses("/", java.time.Duration.ofSeconds(10)));
      System.err.println(
          new String(
              new ProcessBuilder(
                      "sh",
                      "-c",
                      "export KUBECONFIG="
                          + estate.kubeconfig()
                          + "; kubectl get deploy,rs,pods,endpointslices,hpa,ing,events -o wide"
                          + " 2>&1; kubectl top pods; kubectl logs deploy/orders --tail=5; kubectl"
                          + " logs deploy/api-gateway --tail=5; tail -3 "
                          + estate.accessLog()
                          + "; curl -s "
                          + estate.adminAddress()
                          + "/admin/circuit-breaker; curl -s "
                          + estate.adminAddress()
                          + "/metrics | grep -v bucket")
                  .redirectErrorStream(true)
                  .start()
                  .getInputStream()
                  .readAllBytes()));
      assertThat(estate.accessLog()).isNotEmptyFile();
    }
  }
}
