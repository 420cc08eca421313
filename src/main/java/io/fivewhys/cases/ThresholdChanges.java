package io.fivewhys.cases;

import io.fivewhys.cases.CaseYaml.Field;
import io.fivewhys.inference.Thresholds;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Thresholds that a case has otherwise than the settings, under the names of the settings. */
final class ThresholdChanges {
  private static final RecordComponent[] COMPONENTS = Thresholds.class.getRecordComponents();
  private static final List<String> NAMES =
      Arrays.stream(COMPONENTS).map(it -> setting(it.getName())).toList();

  private ThresholdChanges() {}

  private static String setting(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Puts what a case says over the thresholds that are given later. */
  static UnaryOperator<Thresholds> read(Field field, CaseYaml yaml, FileProblems problems) {
    Map<String, Double> changes = new LinkedHashMap<>();
    yaml.fields(field.value(), "thresholds", NAMES)
        .forEach((name, it) -> change(name, it, changes, problems));
    return thresholds -> changed(thresholds, changes);
  }

  private static void change(
      String name, Field field, Map<String, Double> changes, FileProblems problems) {
    boolean whole = COMPONENTS[NAMES.indexOf(name)].getType() == long.class;
    String form = whole ? "\\d{1,15}" : "\\d{1,15}(\\.\\d{1,15})?";
    if (field.value() instanceof ScalarNode scalar && scalar.getValue().matches(form)) {
      changes.put(name, Double.valueOf(scalar.getValue()));
      return;
    }
    problems.parse(
        field.value(),
        name + " must be a " + (whole ? "whole number" : "number") + " of 0 or more",
        "config/fivewhys.yaml explains it");
  }

  private static Thresholds changed(Thresholds thresholds, Map<String, Double> changes) {
    try {
      Object[] values = new Object[COMPONENTS.length];
      Class<?>[] types = new Class<?>[COMPONENTS.length];
      for (int i = 0; i < COMPONENTS.length; i++) {
        types[i] = COMPONENTS[i].getType();
        Object value = COMPONENTS[i].getAccessor().invoke(thresholds);
        Double change = changes.get(NAMES.get(i));
        if (change != null) {
          value = types[i] == long.class ? (Object) change.longValue() : (Object) change;
        }
        values[i] = value;
      }
      return Thresholds.class.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("thresholds are a public record", e);
    }
  }
}
