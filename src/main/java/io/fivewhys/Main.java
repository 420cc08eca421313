package io.fivewhys;

import io.fivewhys.access.TokenRefused;
import io.fivewhys.cli.ActionsCommand;
import io.fivewhys.cli.MitigationCommand;
import io.fivewhys.cli.PolicyCommand;
import io.fivewhys.cli.Refused;
import io.fivewhys.cli.RulesCommand;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.report.Printable;
import io.fivewhys.report.Problems;
import io.fivewhys.revision.RevisionsUnavailable;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The program. */
@Command(
    name = "fivewhys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Says why an API gateway answers 5xx, what to do now, and what to change for good.",
    footer = {
      "",
      "Start here:",
      "  fivewhys example | fivewhys diagnose -",
      "  fivewhys serve",
      "`fivewhys COMMAND --help` explains a command."
    })
public final class Main implements Runnable {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_WRONG_INPUT = 2;

  private final Surroundings surroundings;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofThisProcess(), arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(Surroundings surroundings, String... arguments) {
    var serve = new ServeCommand(surroundings);
    var diagnose = new DiagnoseCommand(surroundings);
    var collect = new CollectCommand(surroundings);
    var settings = new SettingsCommand(surroundings);
    var commands =
        new CommandLine(new Main(surroundings))
            .addSubcommand(serve)
            .addSubcommand(diagnose)
            .addSubcommand(collect)
            .addSubcommand(settings)
            .addSubcommand(RulesCommand.with(surroundings, RulesOptions::new))
            .addSubcommand(PolicyCommand.with(surroundings, RulesOptions::new))
            .addSubcommand(ActionsCommand.with(surroundings, RulesOptions::new))
            .addSubcommand(MitigationCommand.with(surroundings, RulesOptions::new))
            .addSubcommand(StoreCommand.with(surroundings))
            .addSubcommand(AuditCommand.with(surroundings))
            .addSubcommand(new ExampleCommand(surroundings))
            .setOut(writer(surroundings.out()))
            .setErr(writer(surroundings.err()))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpAutoWidth(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, _, _) -> explain(failure, surroundings.err()));
    serve.settings.addFlagsTo(commands.getSubcommands().get("serve").getCommandSpec());
    diagnose.settings.addFlagsTo(commands.getSubcommands().get("diagnose").getCommandSpec());
    collect.settings.addFlagsTo(commands.getSubcommands().get("collect").getCommandSpec());
    settings.settings.addFlagsTo(commands.getSubcommands().get("settings").getCommandSpec());
    return commands.execute(arguments);
  }

  @Override
  public void run() {
    CommandLine.usage(this, surroundings.out(), Ansi.OFF);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** What went wrong in words, and the exit code. Stack traces are for people who ask for them. */
  private static int explain(Exception failure, PrintStream err) {
    switch (failure) {
      case SettingsRefused refused -> err.println(refused.getMessage());
      case SnapshotRefused refused -> err.println(words(refused));
      case RulebookRefused refused -> err.println(words(refused));
      case Refused refused -> err.println(refused.getMessage());
      case TokenRefused refused -> err.println(refused.getMessage());
      case DiagnosisFailed failed -> {
        err.println("No diagnosis: " + failed.getMessage());
        return EXIT_FAILED;
      }
      case RevisionsUnavailable unavailable -> {
        err.println("Failed: " + Printable.line(unavailable.getMessage()));
        return EXIT_FAILED;
      }
      case DatabaseUnavailable unavailable -> {
        err.println("Failed: " + Printable.line(unavailable.getMessage()));
        return EXIT_FAILED;
      }
      case IOException broken -> {
        err.println("Failed: " + Printable.line(String.valueOf(broken.getMessage())));
        return EXIT_FAILED;
      }
      default -> {
        err.println(
            "Failed: " + Printable.line(failure.toString()) + "\n(--log.level=debug shows where)");
        if ("DEBUG TRACE".contains(System.getProperty(Logging.LEVEL, "-"))) {
          failure.printStackTrace(err);
        }
        return EXIT_FAILED;
      }
    }
    return EXIT_WRONG_INPUT;
  }

  private static String words(RulebookRefused refused) {
    return refused.problems().stream()
        .map(problem -> Problems.text(problem).indent(2).stripTrailing())
        .collect(Collectors.joining("\n", "The rules cannot be used:\n", ""));
  }

  private static String words(SnapshotRefused refused) {
    if (refused.problems().isEmpty()) {
      return "The snapshot cannot be used: " + Printable.line(refused.getMessage());
    }
    return refused.problems().stream()
        .map(
            problem ->
                "%s: found %s; allowed: %s%s"
                    .formatted(
                        problem.pointer().isEmpty() ? "(document)" : problem.pointer(),
                        problem.found(),
                        problem.allowed(),
                        problem
                            .didYouMean()
                            .map(nearest -> "; did you mean " + nearest + "?")
                            .orElse("")))
        .map(line -> "  " + Printable.line(line))
        .collect(Collectors.joining("\n", "The snapshot cannot be used:\n", ""));
  }
}
