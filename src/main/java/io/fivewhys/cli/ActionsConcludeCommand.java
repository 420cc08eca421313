package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether one was done of which nobody could tell. */
@Command(
    name = "conclude",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Says of an action whose state is unknown whether it was done.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsConcludeCommand extends ActionsSubcommand {
  @Parameters(paramLabel = "ID", description = "Of the action; `fivewhys actions list` shows it.")
  private String id;

  @ArgGroup(multiplicity = "1")
  private Done done;

  @Mixin private Reason reason = new Reason();

  /** One of the two. */
  static final class Done {
    @Option(names = "--done", required = true, description = "It was.")
    boolean was;

    @Option(names = "--not-done", required = true, description = "It was not, and will not be.")
    boolean wasNot;
  }

  ActionsConcludeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    return command(
        ACTIONS + id(id) + "/conclude",
        JsonNodeFactory.instance.objectNode().put("done", done.was).put("reason", reason.text));
  }
}
