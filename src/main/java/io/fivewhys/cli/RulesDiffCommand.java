package io.fivewhys.cli;

import io.fivewhys.rulebook.source.RuleDiff;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What differs between directories and revisions of rules. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Shows what changes when one set of rules takes the place of another.",
    footer = {
      "",
      "Examples:",
      "  fivewhys rules diff                    what is in force → rules.directory",
      "  fivewhys rules diff my-rules           what is in force → a directory",
      "  fivewhys rules diff 9f86d081           what is in force → a revision, as rollback would",
      "  fivewhys rules diff 9f86d081 my-rules  a revision → a directory",
      "  fivewhys rules diff old new            two directories; asks no service",
      "",
      "A revision is named by its number, its id, or the first 8 or more characters of that.",
      ServiceCommand.TOKEN,
      ServiceCommand.EXIT_CODES
    })
final class RulesDiffCommand extends ServiceCommand {
  @Parameters(
      arity = "0..2",
      paramLabel = "DIRECTORY|REVISION",
      description = "One: compared with what is in force. Two: the first with the second.")
  private List<String> sides = new ArrayList<>();

  @Option(names = "--summary", description = "Only names of files and rules, without their text.")
  private boolean summary;

  RulesDiffCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    var context = context();
    try (var client = client(context)) {
      RuleFiles after = side(context, client, sides.isEmpty() ? null : sides.getLast());
      RuleFiles before =
          sides.size() == 2
              ? side(context, client, sides.getFirst())
              : files(client, inForce(client));
      var diff = RuleDiff.between(before, after);
      if (diff.isEmpty()) {
        surroundings().out().println("no difference");
        return 0;
      }
      surroundings().out().print(ShownDiff.summary(diff));
      if (!summary) {
        surroundings().out().print("\n" + ShownDiff.unified(diff));
      }
      surroundings().out().flush();
      return 0;
    }
  }

  private RuleFiles side(RulesContext context, ServiceClient client, String named)
      throws IOException {
    boolean revision =
        named != null
            && named.matches("[0-9a-f]{8,64}|[0-9]{1,7}")
            && !Files.isDirectory(surroundings().directory().resolve(named));
    return revision ? files(client, named) : context.rules(Optional.ofNullable(named)).files();
  }
}
