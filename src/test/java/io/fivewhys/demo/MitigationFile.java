package io.fivewhys.demo;

import io.fivewhys.mitigate.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the service may do to the estate, and how soon it looks whether it helped. */
public final class MitigationFile {
  private MitigationFile() {}

  /**
   * @param mode how far it goes by itself
   * @param settle after it was done, until looks begin to count
   * @param patience from then on; longer than the window of a look and the time until the next
   */
  public static void write(Mode mode, Duration settle, Duration patience, Path file)
      throws IOException {
    Files.writeString(
        file,
        """
        # The demo's: what goes wrong there goes wrong again some minutes later.
        rules:
          - name: All that the demo needs
            namespaces: [%s]
            actions: [undo-rollout, restart-workload, delete-pod, reset-circuit-breaker, scale-out]
            mode: %s
        limits:
          least-confidence: 0.5
          target-cooldown: 0s
          action-cooldown: 0s
          gateway-cooldown: 0s
          target-per-hour: 20
          action-per-hour: 40
          gateway-per-hour: 60
          all-per-hour: 60
        timing: {settle: %ds, patience: %ds}
        """
            .formatted(DemoEstate.NAMESPACE, mode, settle.toSeconds(), patience.toSeconds()));
  }
}
