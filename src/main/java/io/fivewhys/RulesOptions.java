package io.fivewhys;

import io.fivewhys.access.TokenStore;
import io.fivewhys.cli.Refused;
import io.fivewhys.cli.RulesContext;
import io.fivewhys.cli.RulesSettings;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.Rulebooks;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The program's settings as the commands about rules see them. */
final class RulesOptions implements RulesSettings {
  private final SettingsOptions options = new SettingsOptions();

  @Override
  public void addTo(CommandSpec command) {
    command.addMixin("settings", CommandSpec.forAnnotatedObject(options));
    options.addFlagsTo(command);
  }

  @Override
  public RulesContext read(Surroundings surroundings, CommandSpec command) {
    var loaded = options.load(surroundings, command);
    Logging.quietly(loaded);
    return new OfSettings(
        loaded.settings(), surroundings, rulebooks(loaded.settings(), surroundings));
  }

  /**
   * With those that the service keeps, if they are ours. A directory that somebody else made by
   * running a command could keep the service from writing to it.
   */
  private static Rulebooks rulebooks(Settings settings, Surroundings surroundings) {
    Path data = surroundings.directory().resolve(settings.data().directory());
    return isOurs(data)
        ? Wiring.rulebooks(settings, surroundings.directory())
        : Rulebooks.inMemory();
  }

  private static boolean isOurs(Path directory) {
    try {
      return Files.isDirectory(directory)
          && Files.isWritable(directory)
          && Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private record OfSettings(Settings settings, Surroundings surroundings, Rulebooks rulebooks)
      implements RulesContext {
    @Override
    public Rulebook compiled(RuleFiles files) {
      return rulebooks.of(files);
    }

    @Override
    public Found rules(Optional<String> directory) {
      return directory
          .map(named -> found(named, "name a directory of rules"))
          .orElseGet(this::asServed);
    }

    private Found asServed() {
      var usual = Settings.defaults().rules().directory();
      var set = settings.rules().directory();
      if (set.equals(usual) && !Files.isDirectory(surroundings.directory().resolve(set))) {
        return new Found("rules/ inside the program", Optional.empty(), RuleFiles.shipped());
      }
      return found(set.toString(), "change rules.directory");
    }

    private Found found(String named, String advice) {
      try {
        var place = surroundings.directory().resolve(named);
        if (!Files.isDirectory(place)) {
          throw new Refused("There is no directory " + named + "; " + advice + ".");
        }
        return new Found(named, Optional.of(place), RuleFiles.in(place));
      } catch (UncheckedIOException | InvalidPathException e) {
        throw new Refused("Cannot read the rules in " + named + "; " + advice + ".");
      }
    }

    @Override
    public DiagnosisPolicy policy() {
      return settings.diagnosisPolicy();
    }

    @Override
    public Path dataDirectory() {
      return surroundings.directory().resolve(settings.data().directory());
    }

    @Override
    public Optional<Database> database() {
      return OpenedStore.ifThere(settings, surroundings);
    }

    @Override
    public TokenStore tokens() {
      return Admission.store(settings, surroundings);
    }

    @Override
    public URI service() {
      String host = ServeCommand.reachable(settings.http().host());
      return URI.create("http://" + host + ":" + settings.http().port());
    }
  }
}
