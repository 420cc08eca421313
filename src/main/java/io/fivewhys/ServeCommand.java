package io.fivewhys;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until it is asked to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Runs the service: snapshots in over HTTP, diagnoses out.",
    footer = {
      "",
      "Examples:",
      "  fivewhys serve",
      "  fivewhys serve --http.port=9090 --log.level=debug",
      "  fivewhys serve --http.host=0.0.0.0 --http.allowed-hosts=fivewhys.shop.svc",
      "",
      "Ctrl-C or SIGTERM: takes no new requests, finishes those in flight, ends.",
      "Every key of config/fivewhys.yaml is a flag; `fivewhys settings` lists them."
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    var loaded = settings.load(surroundings, command);
    Logging.asSet(loaded);
    throw new IllegalStateException("no server yet");
  }
}
