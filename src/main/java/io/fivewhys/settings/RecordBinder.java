package io.fivewhys.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Puts the nodes of a YAML document onto records; what does not fit becomes a problem. */
final class RecordBinder {
  private static final String TYPE = "type";

  private final String file;
  private final List<Problem> problems;

  RecordBinder(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The record, or empty when something about it was refused. */
  <T> Optional<T> record(Node node, Class<T> type, String path) {
    if (!(node instanceof MappingNode mapping)) {
      // Not what stands there: it may be a secret in the place of a reference to one.
      String found = node instanceof ScalarNode ? "a single value" : shown(node);
      refuse(path, node, found, "a section of keys" + keys(type));
      return Optional.empty();
    }
    Map<String, NodeTuple> entries = entries(mapping, path);
    int before = problems.size();
    Set<String> known = new LinkedHashSet<>();
    Object made = make(type, entries, known, mapping, path);
    boolean typeIsKnown = !type.isSealed() || known.size() > 1 || problems.size() == before;
    if (!typeIsKnown) {
      return Optional.empty();
    }
    for (var entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            new Problem(
                join(path, entry.getKey()),
                where(entry.getValue().getKeyNode()),
                "an unknown key",
                "one of " + String.join(", ", known),
                Nearest.to(entry.getKey(), known)));
      }
    }
    return problems.size() == before ? Optional.of(type.cast(made)) : Optional.empty();
  }

  private static String keys(Class<?> type) {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
            .map(it -> Key.kebab(it.getName()))
            .collect(Collectors.joining(", ", ": ", ""))
        : "";
  }

  private Map<String, NodeTuple> entries(MappingNode mapping, String path) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        refuse(path, tuple.getKeyNode(), "a key that is no text", "keys of one word");
      } else if (entries.put(key.getValue(), tuple) != null) {
        refuse(join(path, key.getValue()), key, "the same key a second time", "each key once");
      }
    }
    return entries;
  }

  /**
   * @param known gets the keys that the record has
   */
  private Object make(
      Class<?> type,
      Map<String, NodeTuple> entries,
      Set<String> known,
      MappingNode mapping,
      String path) {
    if (type.isSealed()) {
      known.add(TYPE);
      Optional<Class<?>> chosen = chosen(type, entries, mapping, path);
      return chosen.map(it -> make(it, entries, known, mapping, path)).orElse(null);
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    int before = problems.size();
    Optional<Record> defaults = defaults(type);
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      if (component.isAnnotationPresent(Inline.class)) {
        values[i] = make(component.getType(), entries, known, mapping, path);
        continue;
      }
      String key = Key.kebab(component.getName());
      known.add(key);
      NodeTuple tuple = entries.get(key);
      Optional<Object> value =
          tuple == null
              ? absent(component, defaults)
              : value(tuple.getValueNode(), component, component.getGenericType(), join(path, key));
      if (value.isEmpty() && tuple == null) {
        refuse(join(path, key), mapping, "nothing", "this key, which is required here");
      }
      values[i] = value.orElse(null);
    }
    return problems.size() == before ? construct(type, components, values, mapping, path) : null;
  }

  private Optional<Class<?>> chosen(
      Class<?> type, Map<String, NodeTuple> entries, MappingNode mapping, String path) {
    Map<String, Class<?>> choices = new LinkedHashMap<>();
    Arrays.stream(type.getPermittedSubclasses())
        .forEach(it -> choices.put(Key.kebab(it.getSimpleName()), it));
    String allowed = "one of " + String.join(", ", choices.keySet());
    NodeTuple tuple = entries.get(TYPE);
    if (tuple == null) {
      refuse(join(path, TYPE), mapping, "nothing", allowed);
      return Optional.empty();
    }
    String written = tuple.getValueNode() instanceof ScalarNode it ? it.getValue() : "";
    Class<?> chosen = choices.get(written);
    if (chosen == null) {
      Node node = tuple.getValueNode();
      problems.add(
          new Problem(
              join(path, TYPE),
              where(node),
              shown(node),
              allowed,
              Nearest.to(written, choices.keySet())));
    }
    return Optional.ofNullable(chosen);
  }

  private static Optional<Record> defaults(Class<?> type) {
    try {
      return Optional.of((Record) declared(type).invoke(null));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no defaults of " + type, e);
    }
  }

  private static Method declared(Class<?> type) throws NoSuchMethodException {
    Method method = type.getDeclaredMethod("defaults");
    method.setAccessible(true);
    return method;
  }

  private static Optional<Object> absent(RecordComponent component, Optional<Record> defaults) {
    if (component.isAnnotationPresent(Required.class)) {
      return Optional.empty();
    }
    if (component.getType() == Optional.class) {
      return Optional.of(defaults.map(it -> of(component, it)).orElse(Optional.empty()));
    }
    if (defaults.isPresent()) {
      return Optional.of(of(component, defaults.get()));
    }
    if (component.getType() == List.class) {
      return Optional.of(List.of());
    }
    if (component.getType() == Map.class) {
      return Optional.of(Map.of());
    }
    Optional<Record> nested =
        component.getType().isRecord() ? defaults(component.getType()) : Optional.empty();
    return nested.map(it -> it);
  }

  private static Object of(RecordComponent component, Record record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private Object construct(
      Class<?> type, RecordComponent[] components, Object[] values, Node node, String path) {
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException reason) {
        refuse(path, node, "values that do not go together", reason.getMessage());
        return null;
      }
      throw new IllegalStateException("cannot build " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  private Optional<Object> value(Node node, RecordComponent component, Type type, String path) {
    if (type instanceof ParameterizedType many) {
      return many(node, component, many, path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord() || plain.isSealed() && plain.isInterface()) {
      return record(node, plain, path).map(it -> it);
    }
    return scalar(node, component, plain, path);
  }

  private Optional<Object> many(
      Node node, RecordComponent component, ParameterizedType type, String path) {
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == Optional.class) {
      return value(node, component, last, path).map(Optional::of);
    }
    if (type.getRawType() == List.class) {
      return list(node, component, last, path);
    }
    if (!(node instanceof MappingNode mapping)) {
      refuse(path, node, shown(node), "a section of names and values");
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    entries(mapping, path)
        .forEach(
            (key, tuple) ->
                value(tuple.getValueNode(), component, last, join(path, key))
                    .ifPresent(it -> values.put(key, it)));
    return Optional.of(values);
  }

  private Optional<Object> list(Node node, RecordComponent component, Type type, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      refuse(path, node, shown(node), "a list");
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    int index = 0;
    for (Node each : sequence.getValue()) {
      value(each, component, type, path + "[" + index++ + "]").ifPresent(values::add);
    }
    return Optional.of(List.copyOf(values));
  }

  private Optional<Object> scalar(
      Node node, RecordComponent component, Class<?> type, String path) {
    Kind kind = type == URI.class ? new Kind.Address() : Schema.kindOf(type, component);
    boolean given = node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
    Optional<Object> value =
        given ? kind.parse(((ScalarNode) node).getValue().strip()) : Optional.empty();
    if (value.isEmpty()) {
      Optional<String> meant =
          kind instanceof Kind.Choice choice && node instanceof ScalarNode written
              ? Nearest.to(written.getValue(), choice.names())
              : Optional.empty();
      // An address may have a password in it.
      String found = kind instanceof Kind.Address ? "a text that is no URL" : shown(node);
      problems.add(new Problem(path, where(node), found, kind.allowed(), meant));
    }
    return value;
  }

  private void refuse(String path, Node node, String found, String allowed) {
    String key = path.isEmpty() ? "the file" : path;
    problems.add(new Problem(key, where(node), found, allowed, Optional.empty()));
  }

  private static String shown(Node node) {
    return switch (node) {
      case MappingNode _ -> "a section of keys";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar ->
          scalar.getTag().equals(Tag.NULL)
              ? "nothing (a # needs quotes around it)"
              : SettingsReader.quoted(scalar.getValue());
      default -> "something else than a text, a list or a section";
    };
  }

  private String where(Node node) {
    return file + ":" + (node.getStartMark().getLine() + 1);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
