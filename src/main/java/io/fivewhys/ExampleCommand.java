package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints a snapshot to try things with. */
@Command(
    name = "example",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints a snapshot of a failing gateway, to try things with.",
    footer = {"", "Example:", "  fivewhys example | fivewhys diagnose -"})
final class ExampleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  ExampleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().print(ShippedFiles.EXAMPLE.text());
    surroundings.out().flush();
    return 0;
  }
}
