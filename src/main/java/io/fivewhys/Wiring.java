package io.fivewhys;

import io.fivewhys.cases.CaseLimits;
import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.collect.Masking;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.http.serve.KeptParts;
import io.fivewhys.inference.Action;
import io.fivewhys.intervene.PolicyDesk;
import io.fivewhys.intervene.PolicyFileWatch;
import io.fivewhys.intervene.PolicyInForce;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.pipeline.Duty;
import io.fivewhys.pipeline.NoticePolicy;
import io.fivewhys.revision.BackTestCheck;
import io.fivewhys.revision.CandidateChecks;
import io.fivewhys.revision.CasesCheck;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RevisionStore;
import io.fivewhys.revision.RuleSource;
import io.fivewhys.revision.RulesDirectory;
import io.fivewhys.revision.RulesListener;
import io.fivewhys.revision.RulesService;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.Rulebooks;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.store.ConfigContents;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.Snapshots;
import io.fivewhys.store.SqlRevisions;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.BackTestLimits;
import io.fivewhys.trial.RecordedSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The object graph, put together by hand. */
final class Wiring {
  /** A directory that is written to all the time is read all the same. */
  private static final Duration LONGEST_POSTPONEMENT = Duration.ofSeconds(5);

  private static final int MOST_BACK_TESTED = 500;

  /** As long as an incident may be asked about. */
  private Wiring() {}

  /**
   * The rules of the working directory, else the program's own: for one diagnosis without a
   * service.
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

  /** Compiles rules, and keeps what it compiled for the next start. */
  static Rulebooks rulebooks(Settings settings, Path workingDirectory) {
    return Rulebooks.keptIn(data(settings, workingDirectory).resolve("compiled"));
  }

  /**
   * What decides which rules answer, not started yet.
   *
   * @throws io.fivewhys.revision.RevisionsUnavailable when the database cannot be used
   */
  static RulesService rules(
      Settings settings,
      Path workingDirectory,
      Rulebooks rulebooks,
      RulesListener listener,
      RecordedSnapshots recorded,
      Database database,
      Clock clock) {
    var rules = settings.rules();
    var store = new SqlRevisions(database, rules.keep());
    return new RulesService(
        store,
        ruleSource(rules, workingDirectory, store),
        new CandidateChecks(
            rulebooks::of,
            Map.of(
                Stage.CASES,
                new CasesCheck(settings.diagnosisPolicy(), CaseLimits.besideLiveAnswers()),
                Stage.BACKTEST,
                backTest(settings, recorded))),
        new RulesService.Options(
            rules.watch(),
            rules.follow(),
            rules.maxChanges() < 0 ? OptionalInt.empty() : OptionalInt.of(rules.maxChanges())),
        listener,
        clock);
  }

  /**
   * The gateways to look at, of which nothing is asked yet.
   *
   * @param journals keep what others bring in
   * @param recording whether what ConfigMaps hold is kept
   * @throws io.fivewhys.settings.SettingsRefused when their file cannot be used
   * @throws Refused when a file that was asked for is not there
   */
  static GatewaySetup gateways(
      Settings settings, Surroundings surroundings, Journals journals, ConfigRecording recording)
      throws IOException {
    Path named = settings.gateways().file();
    Path file = surroundings.directory().resolve(named);
    if (!Files.exists(file)) {
      if (named.equals(Settings.defaults().gateways().file())) {
        return GatewaySetup.none(sourceContext(settings, surroundings), journals);
      }
      throw new Refused("gateways.file: there is no file " + named + ".");
    }
    var context = sourceContext(settings, surroundings);
    var masking = masking(settings);
    return GatewaySetup.of(
        named.toString(), Files.readString(file), masking, context, journals, recording);
  }

  /** What ConfigMaps hold is kept of those gateways alone where one may be put back. */
  static ConfigRecording recording(PolicyInForce policy, Database database) {
    return new ConfigRecording(
        gateway -> policy.current().mayDo(gateway, Action.REVERT_CONFIG),
        new ConfigContents(database));
  }

  /**
   * Who is told of incidents.
   *
   * @throws io.fivewhys.settings.SettingsRefused when the file cannot be used
   * @throws Refused when a file that was asked for is not there
   */
  static NotificationSetup notifications(Settings settings, Surroundings surroundings)
      throws IOException {
    Path named = settings.notifications().file();
    Path file = surroundings.directory().resolve(named);
    if (Files.exists(file)) {
      return NotificationSetup.of(
          named.toString(), Files.readString(file), sourceContext(settings, surroundings));
    }
    if (named.equals(Settings.defaults().notifications().file())) {
      return NotificationSetup.none();
    }
    throw new Refused("notifications.file: there is no file " + named + ".");
  }

  /**
   * What the service may do by itself, not started yet.
   *
   * @throws Refused when a file that was asked for is not there
   */
  static PolicyDesk policy(Settings settings, Path workingDirectory, Database database) {
    Path named = settings.mitigation().file();
    Path file = workingDirectory.resolve(named);
    if (!Files.exists(file) && !named.equals(Settings.defaults().mitigation().file())) {
      throw new Refused("mitigation.file: there is no file " + named + ".");
    }
    return new PolicyDesk(database, new PolicyFileWatch(named.toString(), file));
  }

  /** Takes secrets and personal data out of what is kept and shown. */
  static Masking masking(Settings settings) {
    return new Masking(settings.gateways().maskAddresses());
  }

  static SourceContext sourceContext(Settings settings, Surroundings surroundings) {
    return new SourceContext(
        surroundings.clock(),
        surroundings.environment(),
        surroundings.directory(),
        data(settings, surroundings.directory()));
  }

  private static Path data(Settings settings, Path workingDirectory) {
    return workingDirectory.resolve(settings.data().directory());
  }

  private static BackTestCheck backTest(Settings settings, RecordedSnapshots recorded) {
    var backTest = new BackTest(settings.diagnosisPolicy(), BackTestLimits.besideLiveAnswers());
    return new BackTestCheck(backTest, recorded, MOST_BACK_TESTED);
  }

  /** A directory that was the source and is gone still is: gone is not a wish for other rules. */
  private static RuleSource ruleSource(
      Settings.Rules rules, Path workingDirectory, RevisionStore store) {
    var directory = rules.directory();
    var place = workingDirectory.resolve(directory);
    boolean asked = !directory.equals(Settings.defaults().rules().directory());
    boolean before =
        store.head().filter(it -> it.source().origin() == Revision.Origin.DIRECTORY).isPresent();
    if (asked || before || Files.exists(place)) {
      return new RulesDirectory(
          place,
          new RulesDirectory.Times(rules.quietPeriod(), LONGEST_POSTPONEMENT, rules.rescan()));
    }
    return RuleSource.shipped();
  }

  /** The snapshots that were diagnosed. */
  static Snapshots snapshots(Settings settings, Database database) {
    return new Snapshots(
        database, historyLimits(settings), masking(settings)::apply, database.clock());
  }

  /** How much is kept, and how long. */
  static HistoryLimits historyLimits(Settings settings) {
    var history = settings.history();
    return new HistoryLimits(
        history.size(),
        history.diagnosisAge(),
        history.snapshots(),
        history.snapshotBytes(),
        history.snapshotAge(),
        history.incidentAge());
  }

  /** Who is told what of incidents. */
  static NoticePolicy notices(NotificationSetup told) {
    return new NoticePolicy(
        told.channels(),
        incident ->
            List.copyOf(told.announcement().channels(incident.gateway(), incident.severity())),
        told.plan(),
        told.policy(),
        told.baseUrl(),
        NoticePolicy.USUALLY_PARKED_AFTER);
  }

  /** What makes room in the database. */
  static List<Duty> duties(
      Settings settings, Database database, Diagnoses diagnoses, KeptParts kept) {
    return new Housekeeping(
            historyLimits(settings), settings.history().trafficAge(), database, diagnoses, kept)
        .duties();
  }
}
