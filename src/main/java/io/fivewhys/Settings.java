package io.fivewhys;

import io.fivewhys.access.Anonymous;
import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.diagnose.EscalationPolicy;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.settings.Within;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that an installation can set, with its defaults. {@code config/fivewhys.yaml} explains
 * each; keys, variables and flags follow from the names here.
 *
 * @param http how the service listens
 * @param rules where the rules are, and how they change
 * @param data what the service keeps
 * @param store the database
 * @param access who may do what
 * @param gateways what the service looks at by itself
 * @param notifications who is told of incidents
 * @param mitigation what is done about them
 * @param diagnosis how a diagnosis is made
 * @param escalation whom a diagnosis says to call
 * @param history diagnoses that are kept
 * @param log what is logged
 */
public record Settings(
    Http http,
    Rules rules,
    Data data,
    Store store,
    Access access,
    Gateways gateways,
    Notifications notifications,
    Mitigation mitigation,
    Diagnosis diagnosis,
    EscalationPolicy escalation,
    History history,
    Log log) {

  public static Settings defaults() {
    var policy = DiagnosisPolicy.defaults();
    return new Settings(
        new Http(
            "127.0.0.1",
            8080,
            List.of(),
            32L << 20,
            128L << 20,
            16 << 10,
            1_024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            0,
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20)),
        new Rules(
            Path.of("rules"),
            true,
            Duration.ofMillis(300),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            -1,
            1_000),
        new Data(Path.of("data")),
        new Store(Optional.empty(), Optional.empty(), Optional.empty(), 10),
        new Access(Optional.empty(), Optional.empty(), Optional.empty(), Anonymous.METRICS),
        new Gateways(Path.of("config/gateways.yaml"), false),
        new Notifications(Path.of("config/notifications.yaml")),
        new Mitigation(Path.of("config/mitigation.yaml")),
        new Diagnosis(
            policy.reportingConfidence(),
            policy.budget().deadline(),
            new Budget(
                policy.budget().time(),
                policy.budget().firings(),
                policy.budget().allocatedBytes()),
            policy.thresholds(),
            policy.runbooks()),
        policy.escalation(),
        new History(
            20_000,
            Duration.ofDays(90),
            1_000,
            256L << 20,
            Duration.ofDays(30),
            Duration.ofDays(400),
            Duration.ofHours(24)),
        new Log(Log.Level.INFO));
  }

  /**
   * How the service listens, and how much it takes on.
   *
   * @param host address to bind to
   * @param port 0 takes a free one
   * @param allowedHosts names in the Host header that are answered besides the loopback ones
   * @param maxBodyBytes largest snapshot
   * @param maxBodyBytesAtOnce most bytes of all snapshots that are read or evaluated
   * @param maxHeaderBytes most bytes of all headers of a request
   * @param maxConnections most connections at the same time
   * @param headerTimeout longest time for the headers of a request to arrive
   * @param bodyTimeout longest time for a body to arrive
   * @param idleTimeout silence after which a connection is closed
   * @param concurrency evaluations at the same time; 0 takes as many as there are processors
   * @param queue snapshots that may wait for their turn
   * @param queueTimeout longest wait for one's turn
   * @param drain how long requests in flight may take when the service is asked to stop
   */
  public record Http(
      String host,
      @Within(least = "0", most = "65535") int port,
      List<String> allowedHosts,
      @Within(least = "1024", most = "1073741824") long maxBodyBytes,
      @Within(least = "1024", most = "17179869184") long maxBodyBytesAtOnce,
      @Within(least = "1024", most = "1048576") int maxHeaderBytes,
      @Within(least = "1", most = "100000") int maxConnections,
      @Within(least = "1s", most = "10m") Duration headerTimeout,
      @Within(least = "1s", most = "10m") Duration bodyTimeout,
      @Within(least = "1s", most = "1h") Duration idleTimeout,
      @Within(least = "0", most = "256") int concurrency,
      @Within(least = "0", most = "10000") int queue,
      @Within(least = "100ms", most = "10m") Duration queueTimeout,
      @Within(least = "0ms", most = "10m") Duration drain) {

    public Http {
      if (maxBodyBytesAtOnce < maxBodyBytes) {
        throw new IllegalArgumentException("max-body-bytes-at-once from max-body-bytes on");
      }
    }

    /** How many evaluations at the same time that comes to here. */
    int threads() {
      return concurrency == 0 ? Runtime.getRuntime().availableProcessors() : concurrency;
    }
  }

  /**
   * Where the rules are, and how they change.
   *
   * @param directory rules of the working directory; where the default is missing, the program's
   *     own copy
   * @param watch whether changes of the directory are taken in while the service runs
   * @param quietPeriod how long nothing may change there before it is read
   * @param rescan how often it is looked through for changes of which nobody told
   * @param follow how often another replica's change is looked for
   * @param maxChanges most recorded snapshots whose mitigation a change of the directory may
   *     change; -1: any number
   * @param keep how many revisions can be gone back to
   */
  public record Rules(
      Path directory,
      boolean watch,
      @Within(least = "10ms", most = "1m") Duration quietPeriod,
      @Within(least = "100ms", most = "1h") Duration rescan,
      @Within(least = "100ms", most = "1h") Duration follow,
      @Within(least = "-1", most = "1000000") int maxChanges,
      @Within(least = "2", most = "100000") int keep) {}

  /**
   * What the service keeps.
   *
   * @param directory its own; readable by its user alone
   */
  public record Data(Path directory) {}

  /**
   * The database. Its password is no setting, so that nothing prints it.
   *
   * @param url of PostgreSQL; empty: a file in the data directory
   * @param user of PostgreSQL
   * @param passwordFile file that holds the password; empty: the environment, else none
   * @param connections most at the same time
   */
  public record Store(
      Optional<String> url,
      Optional<String> user,
      Optional<Path> passwordFile,
      @Within(least = "2", most = "200") int connections) {

    private static final Pattern PLAIN =
        Pattern.compile("jdbc:postgresql:[^?@]*(\\?.*)?", Pattern.DOTALL);
    private static final Pattern SECRET =
        Pattern.compile("[?&](user|password|sslpassword)=", Pattern.CASE_INSENSITIVE);

    public Store {
      if (url.filter(it -> !PLAIN.matcher(it).matches() || SECRET.matcher(it).find()).isPresent()) {
        throw new IllegalArgumentException(
            "a url of the form jdbc:postgresql://HOST:PORT/NAME, or none for a file; user and"
                + " password are not part of it: store.user, and FIVEWHYS_STORE_PASSWORD or"
                + " store.password-file");
      }
    }
  }

  /**
   * Who may do what. The tokens themselves are no settings, so that nothing prints them.
   *
   * @param adminTokenFile file that holds the admin token; empty: the environment, else one of our
   *     own
   * @param intakeTokenFile file that holds the intake token; empty: the environment, else there is
   *     none
   * @param peopleDirectory holds a file for each person, named as the person, its first line the
   *     person's own token; empty: nobody has one
   * @param anonymous what needs no token where others than this machine reach the service
   */
  public record Access(
      Optional<Path> adminTokenFile,
      Optional<Path> intakeTokenFile,
      Optional<Path> peopleDirectory,
      Anonymous anonymous) {}

  /**
   * What the service looks at by itself.
   *
   * @param file describes gateways and their sources; the default one may be missing
   * @param maskAddresses whether public IP addresses in texts are replaced by stand-ins
   */
  public record Gateways(Path file, boolean maskAddresses) {}

  /**
   * Who is told of incidents.
   *
   * @param file describes channels and escalation; the default one may be missing
   */
  public record Notifications(Path file) {}

  /**
   * What is done about incidents.
   *
   * @param file says what the service may do by itself; the default one may be missing
   */
  public record Mitigation(Path file) {}

  /**
   * How a diagnosis is made.
   *
   * @param reportingConfidence least confidence of a cause that is named
   * @param deadline longest evaluation on the wall
   * @param budget what the rules may use up in one evaluation
   * @param thresholds from when on a number counts
   * @param runbooks documents named with every cause
   */
  public record Diagnosis(
      double reportingConfidence,
      @Within(least = "100ms", most = "5m") Duration deadline,
      Budget budget,
      Thresholds thresholds,
      List<String> runbooks) {}

  /**
   * What the rules may use up in one evaluation; one that comes so far ends with an error that
   * names the rule.
   *
   * @param time of a processor
   * @param firings of all rules
   * @param allocatedBytes memory taken, freed or not
   */
  public record Budget(
      @Within(least = "10ms", most = "5m") Duration time,
      @Within(least = "1000", most = "1000000000") long firings,
      @Within(least = "16777216", most = "1099511627776") long allocatedBytes) {}

  /**
   * Diagnoses that are kept, and their snapshots.
   *
   * @param size how many diagnoses; the oldest goes first
   * @param diagnosisAge how long a diagnosis is kept at most
   * @param snapshots how many snapshots; 0 records none
   * @param snapshotBytes most bytes of all snapshots, compressed
   * @param snapshotAge how long a snapshot is kept at most
   * @param incidentAge how long what an incident rests on is kept, once it is over
   * @param trafficAge how long it is kept how much each gateway answered
   */
  public record History(
      @Within(least = "1", most = "1000000") int size,
      @Within(least = "1h", most = "3650d") Duration diagnosisAge,
      @Within(least = "0", most = "100000") int snapshots,
      @Within(least = "1048576", most = "1099511627776") long snapshotBytes,
      @Within(least = "1h", most = "3650d") Duration snapshotAge,
      @Within(least = "1d", most = "3650d") Duration incidentAge,
      @Within(least = "1h", most = "7d") Duration trafficAge) {}

  /**
   * What is logged, to standard error.
   *
   * @param level least severity
   */
  public record Log(Level level) {
    /** Severities, most severe first. */
    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG,
      TRACE
    }
  }

  /** What a diagnosis follows. */
  DiagnosisPolicy diagnosisPolicy() {
    return new DiagnosisPolicy(
        diagnosis.thresholds(),
        diagnosis.reportingConfidence(),
        new BudgetLimits(
            diagnosis.budget().time(),
            diagnosis.deadline(),
            diagnosis.budget().firings(),
            diagnosis.budget().allocatedBytes()),
        escalation,
        diagnosis.runbooks());
  }
}
