package io.fivewhys;

import io.fivewhys.access.IntakeTokenStore;
import io.fivewhys.access.StorePassword;
import io.fivewhys.access.TokenStore;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.settings.Key;
import io.fivewhys.settings.Loaded;
import io.fivewhys.settings.Nearest;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.SettingsReader;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UnmatchedArgsBinding;
import picocli.CommandLine.Option;

/**
 * Where a command's settings come from: every setting is a flag, a variable and a key of a file.
 */
final class SettingsOptions {
  private static final String PREFIX = "FIVEWHYS_";
  private static final String FILE_VARIABLE = "FIVEWHYS_CONFIG";

  // Kubernetes sets these for a Service that is called fivewhys; they are not meant for us.
  private static final Pattern SERVICE_LINKS =
      Pattern.compile(
          "FIVEWHYS_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?)");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings file. Default: config/fivewhys.yaml of the working directory, else the"
              + " program's own copy.")
  private Path file;

  private final List<String> unknown = new ArrayList<>();

  private final Map<String, String> flags = new LinkedHashMap<>();
  private final SettingsReader<Settings> reader =
      new SettingsReader<>(
          Settings.defaults(),
          PREFIX,
          name ->
              name.equals(FILE_VARIABLE)
                  || name.equals(TokenStore.VARIABLE)
                  || name.equals(IntakeTokenStore.VARIABLE)
                  || name.equals(StorePassword.VARIABLE)
                  || SERVICE_LINKS.matcher(name).matches());

  /** Makes every setting a flag of the command; hidden, since help would drown in them. */
  void addFlagsTo(CommandSpec command) {
    // What matches nothing is reported together with all else that is wrong with the settings.
    command.addUnmatchedArgsBinding(
        UnmatchedArgsBinding.forStringArrayConsumer(
            new Sink(rest -> unknown.addAll(List.of((String[]) rest)))));
    for (var key : reader.keys()) {
      command.addOption(
          OptionSpec.builder(key.flag())
              .type(String.class)
              .paramLabel("VALUE")
              .hidden(true)
              .setter(new Sink(value -> flags.put(key.name(), (String) value)))
              .build());
    }
  }

  /**
   * @throws SettingsRefused naming every problem
   */
  Loaded<Settings> load(Surroundings surroundings, CommandSpec command) {
    var problems = new ArrayList<Problem>();
    unknown.forEach(argument -> problems.add(unknownArgument(argument, command)));
    try {
      var settings = read(surroundings);
      if (problems.isEmpty()) {
        return settings;
      }
    } catch (SettingsRefused refused) {
      problems.addAll(refused.problems());
    }
    throw new SettingsRefused(problems);
  }

  private Loaded<Settings> read(Surroundings surroundings) {
    var environment = surroundings.environment();
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    if (file != null) {
      return read(surroundings, file.toString(), "flag --config");
    }
    if (!named.isBlank()) {
      return read(surroundings, named, "environment variable " + FILE_VARIABLE);
    }
    String usual = ShippedFiles.SETTINGS.path();
    return ShippedFiles.SETTINGS.existsIn(surroundings.directory())
        ? read(surroundings, usual, "working directory")
        : reader.read(
            usual + " inside the program", ShippedFiles.SETTINGS.text(), environment, flags);
  }

  private Loaded<Settings> read(Surroundings surroundings, String name, String where) {
    String text;
    try {
      text = Files.readString(surroundings.directory().resolve(name));
    } catch (IOException | InvalidPathException e) {
      var unreadable =
          new Problem(
              "config",
              where,
              "\"" + name + "\", which cannot be read",
              "a readable YAML file in UTF-8",
              Optional.empty());
      throw new SettingsRefused(List.of(unreadable));
    }
    return reader.read(name, text, surroundings.environment(), flags);
  }

  private Problem unknownArgument(String argument, CommandSpec command) {
    String name = argument.replaceFirst("=.*", "");
    var known = new ArrayList<String>(command.optionsMap().keySet());
    reader.keys().stream().map(Key::flag).forEach(known::add);
    return new Problem(
        name,
        "argument",
        "an argument that %s does not know".formatted(command.name()),
        "see fivewhys %s --help and fivewhys settings".formatted(command.name()),
        name.startsWith("-") ? Nearest.to(name, known) : Optional.empty());
  }

  /** What picocli found goes there; it passes null where there is nothing. */
  private record Sink(Consumer<Object> consumer) implements ISetter {
    @Override
    public <T> T set(T value) {
      if (value != null) {
        consumer.accept(value);
      }
      return null;
    }
  }
}
