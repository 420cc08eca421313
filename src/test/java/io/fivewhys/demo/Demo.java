package io.fivewhys.demo;

import io.fivewhys.Main;
import io.fivewhys.mitigate.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/** Starts the estate, lets things go wrong by turns, and runs the service beside it. */
public final class Demo {
  private static final int CONTROL_PORT = 8090;
  private static final FaultSchedule.Times TIMES =
      new FaultSchedule.Times(Duration.ofMinutes(3), Duration.ofMinutes(4));

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Demo() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of("target", "demo");
    var estate = DemoEstate.start(DemoOptions.forPeople(directory));
    var control = new FaultControl(estate, CONTROL_PORT);
    var schedule = new FaultSchedule(estate, TIMES, Demo::say);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  schedule.close();
                  control.close();
                }));
    say(
        "The demo estate is up: shop %s, faults %s, messages %s, kubectl --kubeconfig %s"
            .formatted(
                estate.gatewayAddress(), control.address(), control.inbox(), estate.kubeconfig()));
    schedule.start();
    forgetTheLastEstate();
    Path gateways = directory.resolve("gateways.yaml");
    GatewaysFile.write(estate, INTERVAL, WINDOW, gateways);
    Path notifications = directory.resolve("notifications.yaml");
    NotificationsFile.write(control.inbox(), QUIET, notifications);
    Path mitigation = directory.resolve("mitigation.yaml");
    MitigationFile.write(mode(), SETTLE, PATIENCE, mitigation);
    Main.main(
        Stream.concat(
                Stream.of(
                    "serve",
                    "--gateways.file=" + gateways,
                    "--notifications.file=" + notifications,
                    "--mitigation.file=" + mitigation),
                // Those of the command line come last, and win.
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  /**
   * Each estate is a cluster of its own: what the service remembers of the last one's is no news.
   */
  private static void forgetTheLastEstate() throws IOException {
    Path remembered = Path.of("data", "changes");
    if (Files.isDirectory(remembered)) {
      try (var files = Files.list(remembered)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** How far the service goes by itself: {@code -Ddemo.mitigation=recommend}, approve or auto. */
  private static Mode mode() {
    String given = System.getProperty("demo.mitigation", "");
    return given.isEmpty() ? Mode.APPROVE : Mode.valueOf(given.toUpperCase(Locale.ROOT));
  }

  private static void say(String what) {
    System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + what);
  }
}
