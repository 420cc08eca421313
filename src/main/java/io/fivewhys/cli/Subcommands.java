package io.fivewhys.cli;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Puts commands that take settings below their parent. */
final class Subcommands {
  private Subcommands() {}

  /**
   * @param settings gives each command its own, since they hold what was parsed
   */
  static CommandLine below(
      Object parent, List<? extends RulesSubcommand> all, Supplier<RulesSettings> settings) {
    var parents = new CommandLine(parent);
    for (var each : all) {
      var own = settings.get();
      var line = new CommandLine(each);
      own.addTo(line.getCommandSpec());
      each.use(own);
      parents.addSubcommand(line);
    }
    return parents;
  }
}
