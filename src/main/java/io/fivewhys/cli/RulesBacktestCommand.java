package io.fivewhys.cli;

import io.fivewhys.cases.CaseJson;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.report.Printable;
import io.fivewhys.report.Problems;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.RevisionStore;
import io.fivewhys.revision.RevisionsUnavailable;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.store.SnapshotFiles;
import io.fivewhys.store.SqlRevisions;
import io.fivewhys.store.StoredSnapshots;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.BackTestJudgement;
import io.fivewhys.trial.BackTestLimits;
import io.fivewhys.trial.BackTestReport;
import io.fivewhys.trial.BackTestText;
import io.fivewhys.trial.RecordedSnapshot;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives recorded snapshots to a candidate and to the rules in force, and prints what changes. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Shows which diagnoses of recorded snapshots other rules would change.",
    footer = {
      "",
      "Examples:",
      "  fivewhys rules backtest my-rules",
      "  fivewhys rules backtest my-rules --max-changes 0 --output json",
      "  fivewhys rules backtest my-rules --against 9f86d081 --snapshots incidents",
      "",
      "Exit codes:",
      "  0  no more changes than allowed; also when nothing is recorded, which it says",
      "  1  the mitigation changes in more snapshots than --max-changes allows, not all could be",
      "     compared, or the new rules fail on every snapshot",
      "  2  files are wrong, rules cannot be compiled, or a setting or argument is wrong",
      "",
      "The mitigation changes when the first thing to do is another, when something is proposed"
          + " that",
      "was not or is no more, when a person is called at once or is no more, and when the new"
          + " rules",
      "fail where the others answer.",
      "Thresholds come from the settings, as those of the service; each key of"
          + " config/fivewhys.yaml is a flag."
    })
final class RulesBacktestCommand extends RulesSubcommand {
  private static final int EXIT_TOO_MANY = 1;
  private static final int EXIT_WRONG = 2;
  private static final int MOST_REVISIONS = 10_000;

  @Parameters(paramLabel = "DIRECTORY", description = "The new rules.")
  private String directory;

  @Option(
      names = "--against",
      paramLabel = "DIRECTORY|REVISION",
      description =
          "What to compare with. Default: the rules in force, as the service keeps them, else the"
              + " program's own.")
  private String against;

  @Option(
      names = "--snapshots",
      paramLabel = "DIRECTORY",
      description =
          "Files of snapshots: .json, .yaml, each also with .gz. Default: those that the service"
              + " keeps.")
  private String snapshots;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "500",
      description = "Compare the newest N. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--max-changes",
      paramLabel = "N",
      description = "Allow so many changed mitigations. Default: any number.")
  private Integer maxChanges;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private OutputForm output;

  RulesBacktestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1 || maxChanges != null && maxChanges < 0) {
      throw new Refused("--limit takes 1 or more, --max-changes 0 or more.");
    }
    var context = context();
    Rulebook candidate = context.compiled(context.rules(Optional.of(directory)).files());
    Rulebook active = context.compiled(activeFiles(context));
    var unreadable = new ArrayList<String>();
    var backTest = new BackTest(context.policy(), BackTestLimits.defaults());
    BackTestReport report;
    try (Database database = snapshots == null ? database(context) : null;
        Stream<RecordedSnapshot> newest = newest(database, unreadable::add)) {
      report = backTest.run(active, candidate, newest);
    }
    var allowed = maxChanges == null ? OptionalInt.empty() : OptionalInt.of(maxChanges);
    BackTestJudgement judgement = report.judged(allowed);
    print(report, judgement);
    unreadable.forEach(this::complain);
    if (snapshots != null && !unreadable.isEmpty()) {
      // Whoever names files wants them compared; of what is kept others are enough.
      return EXIT_WRONG;
    }
    return judgement.passed() ? 0 : EXIT_TOO_MANY;
  }

  /** Null where nothing was ever kept. */
  private static Database database(RulesContext context) {
    try {
      return context.database().orElse(null);
    } catch (DatabaseUnavailable unavailable) {
      throw new Refused(
          unavailable.getMessage()
              + " A service that runs is asked by POST /api/v1/rules/backtest; --snapshots names"
              + " files to compare instead.");
    }
  }

  private Stream<RecordedSnapshot> newest(Database database, Consumer<String> unreadable) {
    if (database != null) {
      return new StoredSnapshots(database)
          .latest(limit, it -> unreadable.accept(it.id() + ": " + it.because()));
    }
    if (snapshots == null) {
      return Stream.empty();
    }
    Path directory =
        existing(snapshots)
            .orElseThrow(
                () ->
                    new Refused(
                        "There is no directory "
                            + snapshots
                            + "; --snapshots names one of files."));
    return new SnapshotFiles(directory, surroundings().clock())
        .latest(limit, it -> unreadable.accept(it.file().getFileName() + ": " + it.because()));
  }

  private RuleFiles activeFiles(RulesContext context) {
    if (against != null && existing(against).isPresent()) {
      return context.rules(Optional.of(against)).files();
    }
    Optional<RuleFiles> kept = kept(context);
    if (against == null) {
      return kept.orElseGet(RuleFiles::shipped);
    }
    return kept.orElseThrow(
        () ->
            new Refused(
                "--against: there is no directory "
                    + against
                    + ", and no revision that begins so is kept."));
  }

  /** What is in force, or the revision that is asked for, as the service has it. */
  private Optional<RuleFiles> kept(RulesContext context) {
    try (Database database = context.database().orElse(null)) {
      if (database == null) {
        return Optional.empty();
      }
      var store = new SqlRevisions(database, Integer.MAX_VALUE);
      return against == null
          ? store.head().flatMap(head -> store.files(head.revision().id()))
          : revision(store);
    } catch (DatabaseUnavailable | RevisionsUnavailable unavailable) {
      throw new Refused(
          unavailable.getMessage() + " --against names what to compare with instead.");
    }
  }

  private Optional<RuleFiles> revision(RevisionStore store) {
    List<String> ids =
        store.history(MOST_REVISIONS).stream()
            .map(Revision::id)
            .filter(id -> against.length() >= 8 && id.startsWith(against))
            .distinct()
            .toList();
    if (ids.size() > 1) {
      throw new Refused("--against: several revisions begin with " + against + "; name more.");
    }
    return ids.stream().findFirst().flatMap(store::files);
  }

  private Optional<Path> existing(String named) {
    try {
      return Optional.of(surroundings().directory().resolve(named)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void print(BackTestReport report, BackTestJudgement judgement) {
    var out = surroundings().out();
    switch (output) {
      case TEXT -> {
        out.print(BackTestText.of(report));
        judgement
            .problems()
            .forEach(
                problem ->
                    out.println(
                        (judgement.passed() ? "WARNING " : "FAILED ") + Problems.text(problem)));
      }
      case JSON -> {
        var document = CaseJson.of(judgement.problems());
        var root = ((com.fasterxml.jackson.databind.node.ObjectNode) report.json());
        root.put("passed", judgement.passed());
        root.put("summary", judgement.summary());
        root.set("problems", document);
        out.println(SafeJson.pretty(root));
      }
    }
    out.flush();
  }

  private void complain(String unreadable) {
    surroundings().err().println(Printable.line("left out " + unreadable));
  }
}
