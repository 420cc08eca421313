package io.fivewhys.browser;

import com.microsoft.playwright.BrowserType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian's package; nothing is downloaded. */
final class Chromium {
  /** Of the driver: it may not look for browsers of its own. */
  static final Map<String, String> ENVIRONMENT = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  private static final Path PLACE = Path.of("/usr/bin/chromium");

  private Chromium() {}

  static Optional<Path> find() {
    return Files.isExecutable(PLACE) ? Optional.of(PLACE) : Optional.empty();
  }

  /** Without a sandbox, as root has none; without talking to anybody but the service. */
  static BrowserType.LaunchOptions launchOptions() {
    return new BrowserType.LaunchOptions()
        .setExecutablePath(find().orElseThrow())
        .setArgs(
            List.of(
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
  }
}
