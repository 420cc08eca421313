package io.fivewhys;

import io.fivewhys.cli.SnapshotFile;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.report.MarkdownReport;
import io.fivewhys.report.Palette;
import io.fivewhys.report.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads one snapshot, prints one diagnosis. */
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Reads a snapshot of a gateway and says why it fails and what to do.",
    footer = {
      "",
      "Examples:",
      "  fivewhys diagnose snapshot.yaml",
      "  fivewhys diagnose - --output markdown < snapshot.json",
      "  fivewhys diagnose snapshot.json --explain --diagnosis.reporting-confidence=0.3",
      "",
      "Exit codes: 0 done; 1 it failed; 2 the input or a setting is wrong. With --exit-code: 0"
          + " healthy, 3 diagnosed, 4 inconclusive.",
      "Every key of config/fivewhys.yaml is a flag too; `fivewhys settings` lists them.",
    })
final class DiagnoseCommand implements Callable<Integer> {
  private static final int EXIT_DIAGNOSED = 3;
  private static final int EXIT_INCONCLUSIVE = 4;

  private enum Output {
    TEXT,
    JSON,
    YAML,
    MARKDOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum Colour {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  @Parameters(paramLabel = "FILE", description = "Snapshot, JSON or YAML; - reads standard input.")
  private String file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private Output output;

  @Option(
      names = "--explain",
      description = "Show every weight, so that the confidence can be added up by hand.")
  private boolean explain;

  @Option(
      names = "--exit-code",
      description = "End with 3 when diagnosed, 4 when inconclusive, 0 when healthy.")
  private boolean exitCode;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES}. Default: auto, on a terminal without NO_COLOR.")
  private Colour colour;

  DiagnoseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    var loaded = settings.load(surroundings, command);
    Logging.quietly(loaded);
    var snapshot = new SnapshotFile(file).read(surroundings);
    var rulebook = Wiring.rulebook(loaded.settings(), surroundings.directory());
    var diagnosis = Wiring.diagnoser(loaded.settings()).diagnose(rulebook, snapshot);
    surroundings.out().print(report(identified(diagnosis)));
    surroundings.out().flush();
    return exitCode ? exitCodeOf(diagnosis.verdict()) : 0;
  }

  /** Under an id made of what it says: the same question prints the same answer. */
  private static Diagnosis identified(Diagnosis diagnosis) {
    return diagnosis.withId(UUID.nameUUIDFromBytes(DiagnosisJson.json(diagnosis)).toString());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private String report(Diagnosis diagnosis) {
    return switch (output) {
      case TEXT ->
          new TextReport(surroundings.terminal().columns(), palette(), explain).of(diagnosis);
      case JSON -> text(DiagnosisJson.prettyJson(diagnosis)) + "\n";
      case YAML -> text(DiagnosisJson.yaml(diagnosis));
      case MARKDOWN -> MarkdownReport.of(diagnosis);
    };
  }

  private Palette palette() {
    boolean wanted =
        switch (colour) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              surroundings.terminal().interactive()
                  && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                  && !"dumb".equals(surroundings.environment().get("TERM"));
        };
    return wanted ? Palette.ANSI : Palette.PLAIN;
  }

  private static int exitCodeOf(Verdict verdict) {
    return switch (verdict) {
      case HEALTHY -> 0;
      case DIAGNOSED -> EXIT_DIAGNOSED;
      case INCONCLUSIVE -> EXIT_INCONCLUSIVE;
    };
  }
}
