package io.fivewhys;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.database.Database;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.store.SqlAudit;
import io.fivewhys.store.SqlJournals;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until it is asked to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Runs the service: looks at gateways, takes snapshots and alerts, and diagnoses.",
    footer = {
      "",
      "Examples:",
      "  fivewhys serve",
      "  fivewhys serve --http.port=9090 --log.level=debug",
      "  FIVEWHYS_ADMIN_TOKEN=$(openssl rand -hex 32) fivewhys serve --http.host=0.0.0.0"
          + " --http.allowed-hosts=fivewhys.shop.svc",
      "",
      "Reached by others than this machine, it needs an admin token: FIVEWHYS_ADMIN_TOKEN or",
      "access.admin-token-file. Else one is made at the first start, shown once, and kept in",
      "data.directory, where the commands find it. FIVEWHYS_INTAKE_TOKEN is one for those who only",
      "bring in what was observed, such as Alertmanager.",
      "",
      "Ctrl-C or SIGTERM: takes no new requests, finishes those in flight, ends.",
      "Every key of config/fivewhys.yaml is a flag; `fivewhys settings` lists them."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  // Maven does not pass a SIGTERM on, and an orphan would keep the port.
  @Option(names = "--stop-with-parent", hidden = true)
  private boolean stopWithParent;

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var loaded = settings.load(surroundings, command);
    Logging.asSet(loaded);
    // Before the rules, which take longer.
    var admission = Admission.of(loaded.settings(), surroundings);
    admission.warnings().forEach(LoggerFactory.getLogger(ServeCommand.class)::warn);
    var ended = new CountDownLatch(1);
    try (admission;
        var database = OpenedStore.of(loaded.settings(), surroundings)) {
      // All who share it go by its time.
      serve(loaded.settings(), admission, database, surroundings.goingBy(database.clock()), ended);
    } finally {
      ended.countDown();
    }
    return 0;
  }

  /** Returns when it was stopped; what it kept is written once the latch is down. */
  private void serve(
      Settings settings,
      Admission admission,
      Database database,
      Surroundings around,
      CountDownLatch ended)
      throws IOException, InterruptedException {
    var metrics = new ServiceMetrics();
    var audit = new SqlAudit(database);
    var rulebooks = Wiring.rulebooks(settings, around.directory());
    var snapshots = Wiring.snapshots(settings, database);
    try (var told = Wiring.notifications(settings, around);
        var policy = Wiring.policy(settings, around.directory(), database);
        var gateways =
            Wiring.gateways(
                settings, around, new SqlJournals(database), Wiring.recording(policy, database));
        var rules =
            Wiring.rules(
                settings,
                around.directory(),
                rulebooks,
                metrics,
                snapshots,
                database,
                around.clock())) {
      rules.start();
      policy.start();
      var service =
          new Service(
              settings,
              rules,
              rulebooks,
              admission.parts(audit, around.clock()),
              gateways,
              told,
              policy,
              metrics,
              snapshots,
              database,
              around.clock());
      var address = start(service);
      var stopped = new CountDownLatch(1);
      var drain = settings.http().drain();
      around.onStop().accept(() -> stop(service, drain, stopped, ended));
      if (stopWithParent) {
        ProcessHandle.current()
            .parent()
            .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
      }
      Thread.ofVirtual().name("audit-check").start(() -> check(audit));
      new WarmUp(rules.rulebook(), settings.diagnosisPolicy()).begin();
      greet(address, rules.rulebook(), admission, gateways.gateways().size());
      stopped.await();
    }
  }

  /** Whoever can write to the database could have changed what the log says of the past. */
  private static void check(SqlAudit audit) {
    var log = LoggerFactory.getLogger(ServeCommand.class);
    try {
      audit
          .verify()
          .ifPresentOrElse(
              misfit ->
                  log.error(
                      "The audit log was changed: entry {} does not fit: {}",
                      misfit.sequence(),
                      misfit.why()),
              () -> log.info("The audit log is as it was written"));
    } catch (AuditUnavailable unavailable) {
      log.warn("Whether the audit log is whole is not known: {}", unavailable.getMessage());
    }
  }

  private static InetSocketAddress start(Service service) throws IOException, InterruptedException {
    try {
      return service.start();
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + "; --http.port and --http.host choose another place", e);
    }
  }

  /** Whoever asks for the end may end the process when this returns: all is written by then. */
  private static void stop(
      Service service, Duration drain, CountDownLatch stopped, CountDownLatch ended) {
    var log = LoggerFactory.getLogger(ServeCommand.class);
    log.info("Stopping; requests in flight have {} seconds to end", drain.toSeconds());
    try {
      boolean allAnswered = service.stop(drain);
      stopped.countDown();
      if (!ended.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("What was recorded last may not be written");
      }
      log.info(allAnswered ? "Stopped" : "Stopped; some requests were not answered in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private void greet(
      InetSocketAddress address, Rulebook rulebook, Admission admission, int gateways) {
    String url = "http://%s:%d".formatted(reachable(address.getHostString()), address.getPort());
    String curl =
        "curl -sS -H 'Content-Type: application/yaml' --data-binary %s "
            + url
            + "/api/v1/diagnoses";
    boolean atHand = ShippedFiles.EXAMPLE.existsIn(surroundings.directory());
    surroundings
        .out()
        .println(
            """
            Fivewhys listens on %s%s with %d rules, revision %s.
            %s
            %s
            Try:  %s
            Open: %s   Read: %s/openapi.yaml   Stop: Ctrl-C\
            """
                .formatted(
                    url,
                    everywhere(address) ? " and every other interface" : "",
                    rulebook.size(),
                    rulebook.revision().replaceFirst("(.{12}).*", "$1"),
                    looking(gateways),
                    admission.greeting(),
                    atHand
                        ? curl.formatted("@" + ShippedFiles.EXAMPLE.path())
                        : "java -jar " + jar() + " example | " + curl.formatted("@-"),
                    url,
                    url));
    surroundings.out().flush();
  }

  private static String looking(int gateways) {
    return switch (gateways) {
      case 0 -> "It looks at no gateway by itself; config/gateways.yaml would name some.";
      case 1 -> "It looks at 1 gateway: /api/v1/gateways";
      default -> "It looks at " + gateways + " gateways: /api/v1/gateways";
    };
  }

  /** As it was named when it was started. */
  private static String jar() {
    String path = System.getProperty("java.class.path", "");
    return path.endsWith(".jar") && !path.contains(File.pathSeparator) ? path : "fivewhys.jar";
  }

  private static boolean everywhere(InetSocketAddress address) {
    return address.getAddress() != null && address.getAddress().isAnyLocalAddress();
  }

  /** What to write into a URL for an address that may stand for every interface. */
  static String reachable(String host) {
    if (host.equals("0.0.0.0")) {
      return "127.0.0.1";
    }
    if (host.equals("::")) {
      return "[::1]";
    }
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
