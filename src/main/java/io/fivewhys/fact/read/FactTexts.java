package io.fivewhys.fact.read;

import io.fivewhys.fact.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The free texts of a fact: messages, samples, log lines, values of labels; not names. */
public final class FactTexts {
  private FactTexts() {}

  /** The same fact with every free text changed; the very same when none changes. */
  @SuppressWarnings("unchecked")
  public static <F extends Fact> F map(F fact, UnaryOperator<String> change) {
    FactKind kind = FactKind.of(fact);
    Object[] values = new Object[kind.fields().size()];
    boolean changed = false;
    for (FactKind.Field field : kind.fields()) {
      Object before = field.of(fact);
      Object after = changed(field.form(), before, change);
      values[field.index()] = after;
      changed |= after != before;
    }
    return changed ? (F) kind.make(values) : fact;
  }

  private static Object changed(Form form, Object value, UnaryOperator<String> change) {
    return switch (form) {
      case Form.One<?>(var scalar) when isText(scalar) -> one((String) value, change);
      case Form.Maybe<?, ?> maybe when isText(maybe.scalar()) -> maybe((Optional<?>) value, change);
      case ListForm<?, ?> list when isText(list.scalar()) -> list((List<?>) value, change);
      case MapForm<?> map when isText(map.scalar()) -> map((Map<?, ?>) value, change);
      default -> value;
    };
  }

  private static boolean isText(Scalar<?> scalar) {
    return scalar == Scalars.ANY_TEXT || scalar == Scalars.TEXT;
  }

  /** The very same object when nothing changes, so that whoever asks can see it. */
  private static String one(String text, UnaryOperator<String> change) {
    String changed = change.apply(text);
    return changed.equals(text) ? text : changed;
  }

  private static Optional<?> maybe(Optional<?> text, UnaryOperator<String> change) {
    Optional<String> changed = text.map(it -> change.apply((String) it));
    return changed.equals(text) ? text : changed;
  }

  private static List<?> list(List<?> texts, UnaryOperator<String> change) {
    List<String> changed = texts.stream().map(it -> change.apply((String) it)).toList();
    return changed.equals(texts) ? texts : changed;
  }

  private static Map<?, ?> map(Map<?, ?> texts, UnaryOperator<String> change) {
    Map<String, String> changed = new TreeMap<>();
    texts.forEach((key, text) -> changed.put((String) key, change.apply((String) text)));
    return changed.equals(texts) ? texts : changed;
  }
}
