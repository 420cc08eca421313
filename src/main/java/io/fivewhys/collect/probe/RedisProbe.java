package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.DependencyProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Logs in to Redis, pings it, and reads what it says of itself. */
final class RedisProbe implements Probe {
  private final Redis config;
  private final SourceContext context;
  private final RedisCounters counters = new RedisCounters();

  RedisProbe(Redis config, SourceContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public String target() {
    return config.place().toString();
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.CACHE;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, SourceFailed, IOException {
    List<String> login = login(attempt);
    attempt.resolve(config.place().host());
    try (RespConnection redis = connect(attempt)) {
      try {
        if (!login.isEmpty()) {
          attempt.awaits("the login (AUTH)");
          redis.call(login.toArray(String[]::new));
        }
        attempt.awaits("PING");
        ping(redis, attempt);
      } catch (RespConnection.Refused e) {
        throw RedisFailures.of(e, config, attempt);
      }
      attempt.answered();
      tellState(redis, attempt);
    }
  }

  private List<String> login(Attempt attempt) throws SourceFailed {
    List<String> command = new ArrayList<>();
    if (config.login().password().isPresent()) {
      command.add("AUTH");
      config.login().username().ifPresent(command::add);
      command.add(attempt.reveal(config.login().password().get(), context));
    }
    return command;
  }

  private RespConnection connect(Attempt attempt) throws IOException, SourceFailed {
    Encryption encryption = config.encryption();
    if (encryption.isOff()) {
      return new RespConnection(connected(attempt));
    }
    SSLContext trusted = encryption.trusted(context);
    attempt.awaits("the TLS handshake");
    return new RespConnection(
        TlsLayer.over(connected(attempt), config.place().host(), trusted, encryption.isVerified()));
  }

  private ProbeSocket connected(Attempt attempt) throws IOException {
    ProbeSocket socket = attempt.socket();
    socket.connect(new InetSocketAddress(config.place().host(), config.place().port()));
    return socket;
  }

  private static void ping(RespConnection redis, Attempt attempt)
      throws IOException, RespConnection.Refused, ProbeFailed {
    try {
      String answer = redis.call("PING");
      if (!answer.equals("PONG")) {
        throw new ProbeFailed(
            FailureKind.NONSENSE, attempt.place() + " answers PING with " + attempt.shown(answer));
      }
    } catch (RespConnection.Refused e) {
      if (!e.code().equals("MISCONF")) {
        throw e;
      }
      // It cannot save to disk, and so refuses writes; reads are served.
      attempt.complains(e.getMessage());
      attempt.seesReadOnly(true);
    }
  }

  private void tellState(RespConnection redis, Attempt attempt) throws IOException, ProbeFailed {
    try {
      Map<String, String> info = pairs(redis.call("INFO"));
      new RedisState(info, config.probed(), attempt).tell(counters);
      if (info.getOrDefault("cluster_enabled", "0").equals("1")) {
        cluster(pairs(redis.call("CLUSTER", "INFO")), attempt);
      }
    } catch (RespConnection.Refused e) {
      attempt.notes("what Redis says of itself is not known (INFO): " + e.getMessage());
    }
  }

  private static void cluster(Map<String, String> cluster, Attempt attempt) throws ProbeFailed {
    if (!cluster.getOrDefault("cluster_state", "ok").equals("ok")) {
      throw new ProbeFailed(
          FailureKind.CLUSTER_DOWN,
          "CLUSTERDOWN: the cluster of %s does not serve all of its slots (%s of 16384 are assigned, %s failed)"
              .formatted(
                  attempt.place(),
                  attempt.shown(cluster.getOrDefault("cluster_slots_assigned", "?")),
                  attempt.shown(cluster.getOrDefault("cluster_slots_fail", "?"))));
    }
  }

  /** Lines of {@code key:value}; the first of the same key counts. */
  private static Map<String, String> pairs(String text) {
    return text.lines()
        .map(line -> line.strip().split(":", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, _) -> first));
  }
}
