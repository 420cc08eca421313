package io.fivewhys.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the service to bring its messages to the demo's inbox. */
public final class NotificationsFile {
  private NotificationsFile() {}

  /**
   * @param inbox its address
   */
  public static void write(String inbox, Path file) throws IOException {
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
        incidents: {quiet: 30s}
        """
            .formatted(inbox));
  }
}
