package io.fivewhys.collect.prometheus.own;

import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.own.FieldType.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of a series goes into which field of a fact.
 *
 * @param fields in the order of the configuration
 */
record OwnFields(List<Filled> fields) {

  /**
   * One field, or one entry of a field that holds several by name.
   *
   * @param entry the entry's name; empty for a plain field
   */
  record Filled(String field, FieldType type, Optional<Template> entry, Template value) {}

  /**
   * @throws IllegalArgumentException when the kind has no such field, or one that it needs is
   *     missing
   */
  static OwnFields of(String kind, Map<String, String> written) {
    Map<String, Field> known = FieldType.of(kind);
    List<Filled> filled = new ArrayList<>();
    written.forEach((place, text) -> filled.add(filled(kind, known, place, text)));
    return new OwnFields(filled);
  }

  /** Whether something goes into this field. */
  boolean fills(String field) {
    return fields.stream().anyMatch(it -> it.field().equals(field));
  }

  private static Filled filled(String kind, Map<String, Field> known, String place, String text) {
    int dot = place.indexOf('.');
    String name = dot < 0 ? place : place.substring(0, dot);
    Field field = known.get(name);
    if (field == null) {
      throw new IllegalArgumentException(
          OwnQuery.unknown("field " + name, name, known.keySet(), "fields of " + kind));
    }
    if (field.type().isByName() != dot > 0) {
      throw new IllegalArgumentException(
          field.type().isByName()
              ? "field %s with the entry's name, as %s.{{label}}".formatted(name, name)
              : "field %s without a dot; it holds one value".formatted(name));
    }
    Optional<Template> entry =
        dot < 0 ? Optional.empty() : Optional.of(new Template(place.substring(dot + 1)));
    return new Filled(name, field.type(), entry, new Template(text));
  }

  /** Whether several series may make one fact, each with a number of its own. */
  boolean isMany() {
    return fields.stream().anyMatch(OwnFields::isCounted);
  }

  private static boolean isCounted(Filled each) {
    return each.type().isByName() && each.type() != FieldType.TEXTS_BY_NAME;
  }

  /** The fields that this series fills by itself. */
  Map<String, Object> plain(Series series) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Filled each : fields) {
      if (!each.type().isByName()) {
        Object value = each.type().value(each.value(), series);
        if (value != null) {
          plain.put(each.field(), value);
        }
      }
    }
    plain.putAll(entries(series, false));
    return plain;
  }

  /** The names of what the fact is about. */
  Map<String, Object> names(Series series) {
    Map<String, Object> names = new LinkedHashMap<>();
    for (Filled each : fields) {
      if (each.type() == FieldType.NAME) {
        each.value().of(series).ifPresent(name -> names.put(each.field(), name));
      }
    }
    return names;
  }

  /** The entries with numbers that this series adds to fields which hold several by name. */
  Map<String, Map<String, Object>> counted(Series series) {
    return entries(series, true);
  }

  private Map<String, Map<String, Object>> entries(Series series, boolean counted) {
    Map<String, Map<String, Object>> entries = new LinkedHashMap<>();
    for (Filled each : fields) {
      if (each.entry().isPresent() && isCounted(each) == counted) {
        Optional<String> name = each.entry().get().of(series);
        Object value = each.type().value(each.value(), series);
        if (name.isPresent() && value != null) {
          entries.computeIfAbsent(each.field(), _ -> new LinkedHashMap<>()).put(name.get(), value);
        }
      }
    }
    return entries;
  }
}
