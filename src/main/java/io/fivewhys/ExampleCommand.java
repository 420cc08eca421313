package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a snapshot to try things with. */
@Command(
    name = "example",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints a snapshot of a failing gateway, or a file of gateways, to start from.",
    footer = {
      "",
      "Examples:",
      "  fivewhys example | fivewhys diagnose -",
      "  fivewhys example --gateways > config/gateways.yaml"
    })
final class ExampleCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--gateways",
      description = "Print a gateways.file that uses every source there is.")
  private boolean gateways;

  ExampleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().print((gateways ? ShippedFiles.GATEWAYS : ShippedFiles.EXAMPLE).text());
    surroundings.out().flush();
    return 0;
  }
}
