package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what is in force. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints every setting, its value, where it came from and what is allowed.",
    footer = {
      "",
      "config/fivewhys.yaml explains each. The variable of http.port is FIVEWHYS_HTTP_PORT, its"
          + " flag --http.port."
    })
final class SettingsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  SettingsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    var loaded = settings.load(surroundings, command);
    for (var key : loaded.keys()) {
      surroundings
          .out()
          .println(
              "%s=%s%n    %s; %s"
                  .formatted(
                      key.name(), loaded.written(key), loaded.origin(key), key.kind().allowed()));
    }
    return 0;
  }
}
