package io.fivewhys.fact;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Anything else that is measured, so that a new rule needs no new code: consumer lag, queue depth.
 *
 * @param name what is measured
 * @param subject of what
 * @param value how much
 * @param unit in which unit
 * @param text in words
 * @param labels more about it
 * @param at when
 */
public record Signal(
    String name,
    Optional<String> subject,
    @Shape(Shape.Kind.ANY) OptionalDouble value,
    Optional<String> unit,
    Optional<String> text,
    Map<String, String> labels,
    Optional<Instant> at)
    implements Fact {

  public Signal {
    labels = Ordered.copyOf(labels);
  }

  /** Its value is known and at least this; never so for a number that is none. */
  public boolean isAtLeast(double least) {
    return value.isPresent() && value.getAsDouble() >= least;
  }

  /** Its subject, or the empty text, for joins. */
  public String about() {
    return subject.orElse("");
  }

  /** A label's value, or what stands in for it. */
  public String label(String name, String otherwise) {
    return labels.getOrDefault(name, otherwise);
  }

  /** A label as a number; empty when there is none or it is no number. */
  public OptionalDouble labelNumber(String name) {
    try {
      return labels.containsKey(name)
          ? OptionalDouble.of(Double.parseDouble(labels.get(name)))
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** It has this subject. */
  public boolean isAbout(String name) {
    return subject.filter(name::equals).isPresent();
  }

  /** The name holds this word, in any case. */
  public boolean named(String word) {
    return name.toLowerCase(java.util.Locale.ROOT)
        .contains(word.toLowerCase(java.util.Locale.ROOT));
  }
}
