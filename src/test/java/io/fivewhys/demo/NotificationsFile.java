package io.fivewhys.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Tells the service to bring its messages to the demo's inbox. */
public final class NotificationsFile {
  private NotificationsFile() {}

  /**
   * @param inbox its address
   * @param quiet nothing of an incident for so long ends it
   */
  public static void write(String inbox, Duration quiet, Path file) throws IOException {
    Files.writeString(
        file,
        """
        # The demo's: GET %1$s shows what was told.
        base-url: http://127.0.0.1:8080
        channels:
          - {type: webhook, name: inbox, url: "%1$s"}
        escalation:
          - levels:
              - {after: 2m, channels: [inbox]}
        incidents: {quiet: %2$ds}
        """
            .formatted(inbox, quiet.toSeconds()));
  }
}
