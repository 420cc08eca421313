package io.fivewhys;

import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.collect.Collector.Sight;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceResult;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.gateway.Gateway;
import io.fivewhys.report.Palette;
import io.fivewhys.report.Printable;
import io.fivewhys.report.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at a gateway once and prints what is seen. */
@Command(
    name = "collect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Looks at a gateway right now: prints the snapshot, and which sources are blind.",
    footer = {
      "",
      "Examples:",
      "  fivewhys collect --gateway api-gateway",
      "  fivewhys collect --diagnose",
      "  fivewhys collect > snapshot.yaml && fivewhys diagnose snapshot.yaml --explain",
      "",
      "The snapshot goes to standard output, what became of each source to standard error."
          + " Gateways",
      "and their sources are described in gateways.file, config/gateways.yaml unless set.",
      "Exit codes: 0 something was seen; 1 no source saw anything; 2 the configuration is wrong."
    })
final class CollectCommand implements Callable<Integer> {
  private static final int EXIT_BLIND = 1;
  private static final int MOST_LOOKS = 3;
  private static final Set<String> BROUGHT_IN = Set.of("alertmanager", "pushed");

  private enum Output {
    YAML,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  @Option(
      names = {"-g", "--gateway"},
      paramLabel = "NAME",
      description = "Which one; may be left out where there is only one.")
  private String gateway;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "yaml",
      description = "${COMPLETION-CANDIDATES}. Default: yaml.")
  private Output output;

  @Option(names = "--diagnose", description = "Print the diagnosis instead of the snapshot.")
  private boolean diagnose;

  CollectCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var loaded = settings.load(surroundings, command);
    // The table tells what each source cannot see.
    Logging.faultsOnly(loaded);
    try (var setup =
        Wiring.gateways(loaded.settings(), surroundings, elsewhere(), ConfigRecording.NONE)) {
      Gateway chosen = chosen(setup.gateways());
      Sight sight = look(chosen);
      surroundings.err().println(table(sight.results()));
      surroundings
          .out()
          .print(diagnose ? report(sight, loaded.settings()) : text(sight.snapshot()));
      surroundings.out().flush();
      return isBlind(sight) ? EXIT_BLIND : 0;
    }
  }

  /** The service may run, and its database then is its own. */
  private Journals elsewhere() {
    return Journals.ofTheRunningService(surroundings.clock());
  }

  /** Whoever answers too late may have had to connect, or to read all of a cluster, first. */
  private Sight look(Gateway chosen) throws InterruptedException {
    Sight sight = null;
    for (int looks = 0; looks < MOST_LOOKS && (sight == null || isLate(sight)); looks++) {
      var at = surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
      sight =
          chosen.collector().look(new Look(chosen.name(), chosen.namespace(), at, chosen.window()));
    }
    return sight;
  }

  /** What others bring in tells nothing of the sources. */
  private static boolean isBlind(Sight sight) {
    List<SourceResult> asked =
        sight.results().stream().filter(it -> !BROUGHT_IN.contains(it.name().kind())).toList();
    return !asked.isEmpty() && asked.stream().noneMatch(SourceResult::sawSomething);
  }

  private static boolean isLate(Sight sight) {
    return sight.results().stream()
        .anyMatch(it -> it.code().filter(Code.TIMEOUT::equals).isPresent());
  }

  private Gateway chosen(List<Gateway> gateways) {
    String names = gateways.stream().map(Gateway::name).sorted().collect(Collectors.joining(", "));
    if (gateways.isEmpty()) {
      throw new Refused(
          "There is no gateway to look at: describe one in the file that gateways.file names,"
              + " config/gateways.yaml unless set; it explains how.");
    }
    if (gateway == null && gateways.size() > 1) {
      throw new Refused("Which gateway? --gateway is one of " + names);
    }
    return gateways.stream()
        .filter(it -> gateway == null || it.name().equals(gateway))
        .findFirst()
        .orElseThrow(() -> new Refused("There is no gateway " + gateway + "; there is: " + names));
  }

  /** One line for each source, and one for each note. */
  private static String table(List<SourceResult> results) {
    int width = results.stream().mapToInt(it -> it.name().toString().length()).max().orElse(0);
    var lines = new StringBuilder();
    for (SourceResult result : results) {
      String state = result.sawSomething() ? (result.isWhole() ? "sees" : "partly") : "BLIND";
      lines.append(
          "%-6s  %-*s  %6d facts  %6.2f s  %s\n"
              .replace("*", Integer.toString(Math.max(1, width)))
              .formatted(
                  state,
                  result.name(),
                  told(result),
                  result.took().toMillis() / 1000.0,
                  result.reason().map(Printable::line).orElse("")));
      result
          .notes()
          .forEach(note -> lines.append("        ").append(Printable.line(note)).append('\n'));
    }
    return lines.toString().stripTrailing();
  }

  private static long told(SourceResult result) {
    return result.facts().stream().filter(fact -> !(fact instanceof Blind)).count();
  }

  private String text(Snapshot snapshot) throws IOException {
    byte[] json = new SnapshotWriter().toBytes(snapshot);
    return switch (output) {
      case JSON -> new String(json, StandardCharsets.UTF_8) + "\n";
      case YAML ->
          DiagnosisJson.yamlMapper().writeValueAsString(DiagnosisJson.jsonMapper().readTree(json));
    };
  }

  private String report(Sight sight, Settings all) {
    var rulebook = Wiring.rulebook(all, surroundings.directory());
    var diagnosis = Wiring.diagnoser(all).diagnose(rulebook, sight.snapshot());
    return new TextReport(surroundings.terminal().columns(), Palette.PLAIN, false).of(diagnosis);
  }
}
