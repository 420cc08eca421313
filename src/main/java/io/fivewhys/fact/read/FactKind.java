package io.fivewhys.fact.read;

import io.fivewhys.fact.Fact;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of fact, taken once from its record: its fields, how to make one, how to look into it.
 */
final class FactKind {
  /** By name, in the order of {@link Fact}. */
  private static final Map<String, FactKind> ALL = all();

  private final String name;
  private final Map<String, Field> fields;
  private final List<Field> times;
  private final MethodHandle constructor;

  /**
   * A field of the kind.
   *
   * @param name as in JSON
   * @param index where it stands among the record's components
   * @param form what may stand there
   * @param accessor takes it from a fact
   */
  record Field(String name, int index, Form form, MethodHandle accessor) {
    Object of(Fact fact) {
      try {
        return (Object) accessor.invokeExact(fact);
      } catch (Throwable e) {
        throw new IllegalStateException("cannot look at " + name, e);
      }
    }
  }

  private FactKind(String name, Map<String, Field> fields, MethodHandle constructor) {
    this.name = name;
    this.fields = fields;
    this.times = fields.values().stream().filter(field -> field.form().isTime()).toList();
    this.constructor = constructor;
  }

  static Optional<FactKind> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Collection<String> names() {
    return ALL.keySet();
  }

  static FactKind of(Fact fact) {
    return ALL.get(fact.factKind());
  }

  String name() {
    return name;
  }

  Collection<Field> fields() {
    return fields.values();
  }

  /** The fields that hold a point in time. */
  List<Field> times() {
    return times;
  }

  Optional<Field> field(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  Collection<String> fieldNames() {
    return fields.keySet();
  }

  /**
   * @param values one for each component, of its type
   */
  Fact make(Object[] values) {
    try {
      return (Fact) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make " + name, e);
    }
  }

  private static Map<String, FactKind> all() {
    Map<String, FactKind> kinds = new LinkedHashMap<>();
    for (Class<?> type : Fact.class.getPermittedSubclasses()) {
      kinds.put(type.getSimpleName(), from(type));
    }
    return kinds;
  }

  private static FactKind from(Class<?> type) {
    var lookup = MethodHandles.publicLookup();
    Map<String, Field> fields = new LinkedHashMap<>();
    List<Class<?>> types = new ArrayList<>();
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        MethodHandle accessor =
            lookup
                .unreflect(component.getAccessor())
                .asType(MethodType.methodType(Object.class, Fact.class));
        fields.put(
            component.getName(),
            new Field(component.getName(), fields.size(), Forms.of(component), accessor));
        types.add(component.getType());
      }
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.size())
              .asType(MethodType.methodType(Fact.class, Object[].class));
      return new FactKind(type.getSimpleName(), fields, constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no public record: " + type, e);
    }
  }
}
