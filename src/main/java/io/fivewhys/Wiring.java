package io.fivewhys;

import io.fivewhys.cli.Refused;
import io.fivewhys.diagnose.DeskLimits;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.DiagnosisDesk;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.http.ApiParts;
import io.fivewhys.http.ApiServer;
import io.fivewhys.http.HttpOptions;
import io.fivewhys.http.ServiceMetrics;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.store.RecentDiagnoses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The object graph, put together by hand. */
final class Wiring {
  /** The rules end at their own deadline; the desk's is for rules that do not keep it. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private Wiring() {}

  /**
   * The rules of the working directory, else the program's own.
   *
   * @throws Refused when a directory that was asked for is not there
   * @throws io.fivewhys.rulebook.RulebookRefused when the rules cannot be used
   */
  static Rulebook rulebook(Settings settings, Path workingDirectory) {
    var directory = settings.rules().directory();
    var place = workingDirectory.resolve(directory);
    if (Files.isDirectory(place)) {
      return Rulebook.load(place);
    }
    if (!directory.equals(Settings.defaults().rules().directory())) {
      throw new Refused("rules.directory: there is no directory " + directory + ".");
    }
    return Rulebook.shipped();
  }

  static Diagnoser diagnoser(Settings settings) {
    return new Diagnoser(settings.diagnosisPolicy());
  }

  /** The service, not started yet. */
  static ApiServer server(Settings settings, Rulebook rulebook, Clock clock) {
    var diagnoser = diagnoser(settings);
    var metrics = new ServiceMetrics();
    var recent = new RecentDiagnoses(settings.history().size(), clock);
    var desk =
        new DiagnosisDesk(
            snapshot -> diagnoser.diagnose(rulebook, snapshot), deskLimits(settings), metrics);
    Supplier<Optional<String>> revision = () -> Optional.of(rulebook.revision());
    metrics.watch(desk, recent, revision);
    var reader = new SnapshotReader(clock);
    return new ApiServer(
        httpOptions(settings.http()), new ApiParts(
            reader::read,
            desk,
            recent,
            metrics,
            new Insight(() -> rulebook, diagnoser, settings.diagnosis().thresholds()),
            revision));
  }

  private static DeskLimits deskLimits(Settings settings) {
    return new DeskLimits(
        settings.http().threads(),
        settings.http().queue(),
        settings.diagnosis().deadline().plus(GRACE),
        settings.http().queueTimeout());
  }

  private static HttpOptions httpOptions(Settings.Http http) {
    return new HttpOptions(
        http.host(),
        http.port(),
        Set.copyOf(http.allowedHosts()),
        http.maxBodyBytes(),
        http.maxBodyBytesAtOnce(),
        http.maxHeaderBytes(),
        http.maxConnections(),
        http.headerTimeout(),
        http.bodyTimeout(),
        http.idleTimeout(),
        http.drain());
  }
}
