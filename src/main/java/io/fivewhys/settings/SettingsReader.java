package io.fivewhys.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts what was set over the defaults: flag over environment over file over default. Whatever it
 * does not know or cannot use is refused, all of it at once.
 *
 * @param <T> the record of settings
 */
public final class SettingsReader<T extends Record> {
  private static final int LONGEST_QUOTE = 60;

  private final T defaults;
  private final String prefix;
  private final Predicate<String> foreignVariables;
  private final Map<String, Key> keys = new LinkedHashMap<>();

  /**
   * @param prefix begins every variable of ours, {@code FIVEWHYS_}
   * @param foreignVariables variables that begin so and are none of ours
   */
  public SettingsReader(T defaults, String prefix, Predicate<String> foreignVariables) {
    this.defaults = defaults;
    this.prefix = prefix;
    this.foreignVariables = foreignVariables;
    Schema.keysOf(defaults).forEach(key -> keys.put(key.name(), key));
  }

  /** Every setting there is, in the order of the records. */
  public List<Key> keys() {
    return List.copyOf(keys.values());
  }

  /**
   * @param file the file's name for messages
   * @param yaml its text
   * @param environment all variables; those without the prefix are left alone
   * @param flags values by key, without dashes
   * @throws SettingsRefused naming every problem
   */
  public Loaded<T> read(
      String file, String yaml, Map<String, String> environment, Map<String, String> flags) {
    var problems = new ArrayList<Problem>();
    var given = new ArrayList<Given>();
    try {
      given.addAll(gathered(YamlSettings.read(file, yaml)));
    } catch (SettingsRefused refused) {
      problems.addAll(refused.problems());
    }
    given.addAll(fromEnvironment(environment, problems));
    flags.forEach(
        (key, text) -> given.add(new Given(key, "flag --" + key, new Given.Value.Scalar(text))));

    var values = new HashMap<String, Object>();
    var origins = new HashMap<String, String>();
    for (var each : given) {
      understand(each, problems)
          .ifPresent(
              value -> {
                values.put(each.key(), value);
                origins.put(each.key(), each.where());
              });
    }
    T settings =
        Schema.build(
            defaults,
            values,
            (section, reason) -> problems.add(contradiction(section, reason, origins)));
    if (!problems.isEmpty()) {
      throw new SettingsRefused(problems);
    }
    return new Loaded<>(settings, keys(), Map.copyOf(values), Map.copyOf(origins));
  }

  /** A mapping whose names are not ours is one value, not a section of keys. */
  private List<Given> gathered(List<Given> read) {
    var rest = new ArrayList<Given>();
    var mappings = new LinkedHashMap<String, Given>();
    for (var each : read) {
      var mapping =
          keys.values().stream()
              .filter(key -> key.kind() instanceof Kind.Numbers)
              .map(Key::name)
              .filter(name -> each.key().startsWith(name + "."))
              .findFirst();
      if (each.value() instanceof Given.Value.Empty && isSection(each.key())) {
        continue;
      }
      if (mapping.isEmpty() || !(each.value() instanceof Given.Value.Scalar(var text))) {
        rest.add(each);
        continue;
      }
      String name = mapping.get();
      var entries = new ArrayList<String>();
      if (mappings.get(name) instanceof Given(_, _, Given.Value.Items(var before))) {
        entries.addAll(before);
      }
      entries.add(each.key().substring(name.length() + 1) + "=" + text);
      var where = mappings.containsKey(name) ? mappings.get(name).where() : each.where();
      mappings.put(name, new Given(name, where, new Given.Value.Items(List.copyOf(entries))));
    }
    rest.addAll(mappings.values());
    return rest;
  }

  private List<Given> fromEnvironment(Map<String, String> environment, List<Problem> problems) {
    var byVariable = new HashMap<String, Key>();
    keys.values().forEach(key -> byVariable.put(key.variable(prefix), key));
    var given = new ArrayList<Given>();
    environment.keySet().stream()
        .filter(name -> name.startsWith(prefix) && !foreignVariables.test(name))
        .sorted()
        .forEach(
            name -> {
              var key = byVariable.get(name);
              if (key == null) {
                problems.add(
                    new Problem(
                        name,
                        "environment",
                        "a variable that sets nothing",
                        "the variables of the settings",
                        Nearest.to(name, byVariable.keySet())));
              } else {
                given.add(
                    new Given(
                        key.name(),
                        "environment variable " + name,
                        new Given.Value.Scalar(environment.get(name))));
              }
            });
    return given;
  }

  private Optional<Object> understand(Given given, List<Problem> problems) {
    var key = keys.get(given.key());
    if (key == null) {
      problems.add(unknown(given));
      return Optional.empty();
    }
    Optional<Object> value =
        switch (given.value()) {
          case Given.Value.Scalar(var text) -> key.kind().parse(text.strip());
          case Given.Value.Items(var texts) ->
              switch (key.kind()) {
                case Kind.Texts list -> list.parse(texts);
                case Kind.Numbers numbers -> numbers.parse(texts);
                case Kind.Whole _,
                    Kind.Real _,
                    Kind.Time _,
                    Kind.Truth _,
                    Kind.Text _,
                    Kind.Place _,
                    Kind.PlaceOrNone _,
                    Kind.TextOrNone _,
                    Kind.Address _,
                    Kind.DayTime _,
                    Kind.Zone _,
                    Kind.Moment _,
                    Kind.Choice _ ->
                    Optional.empty();
              };
          case Given.Value.Empty _ ->
              key.kind() instanceof Kind.Numbers numbers
                  ? numbers.parse(List.of())
                  : Optional.empty();
          case Given.Value.Nothing _ ->
              switch (key.kind()) {
                case Kind.PlaceOrNone place -> place.parse("");
                case Kind.TextOrNone text -> text.parse("");
                case Kind.Whole _,
                    Kind.Real _,
                    Kind.Time _,
                    Kind.Truth _,
                    Kind.Text _,
                    Kind.Texts _,
                    Kind.Numbers _,
                    Kind.Place _,
                    Kind.Address _,
                    Kind.DayTime _,
                    Kind.Zone _,
                    Kind.Moment _,
                    Kind.Choice _ ->
                    Optional.empty();
              };
          case Given.Value.Other _ -> Optional.empty();
        };
    if (value.isEmpty()) {
      problems.add(
          new Problem(
              key.name(),
              given.where(),
              found(given.value()),
              key.kind().allowed(),
              nearestChoice(key.kind(), given.value())));
    }
    return value;
  }

  private Problem unknown(Given given) {
    return isSection(given.key())
        ? new Problem(
            given.key(), given.where(), found(given.value()), "a section of keys", Optional.empty())
        : new Problem(
            given.key(),
            given.where(),
            "an unknown key",
            "the keys of config/fivewhys.yaml",
            Nearest.to(given.key(), keys.keySet()));
  }

  private boolean isSection(String key) {
    return keys.keySet().stream().anyMatch(name -> name.startsWith(key + "."));
  }

  private static Problem contradiction(String section, String reason, Map<String, String> origins) {
    var where =
        origins.entrySet().stream()
            .filter(origin -> origin.getKey().startsWith(section + "."))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    return new Problem(
        section,
        where.isEmpty() ? "defaults" : String.join(", ", where),
        "values that contradict each other",
        reason,
        Optional.empty());
  }

  private static Optional<String> nearestChoice(Kind kind, Given.Value value) {
    return kind instanceof Kind.Choice choice && value instanceof Given.Value.Scalar(var text)
        ? Nearest.to(text, choice.names())
        : Optional.empty();
  }

  private static String found(Given.Value value) {
    return switch (value) {
      case Given.Value.Scalar(var text) -> quoted(text);
      case Given.Value.Items(var texts) -> "a list of " + texts.size();
      case Given.Value.Nothing _ -> "nothing (a # needs quotes around it)";
      case Given.Value.Empty _ -> "an empty section";
      case Given.Value.Other(var words) -> words;
    };
  }

  static String quoted(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= LONGEST_QUOTE
        ? '"' + clean + '"'
        : '"' + clean.substring(0, LONGEST_QUOTE) + "…\"";
  }
}
