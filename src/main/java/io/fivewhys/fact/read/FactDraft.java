package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fivewhys.fact.Fact;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes one fact of what a source said, field by field, and holds it to the contract as strictly as
 * a posted one: a source's answer is no more to be trusted than a stranger's.
 *
 * <p>What is null, empty or an empty collection was not observed and is left out.
 *
 * @param <F> the kind of fact
 */
public final class FactDraft<F extends Fact> {
  private static final JsonFactory JSON = JsonTokens.factory(ReadLimits.DEFAULT);

  private final FactKind kind;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private FactDraft(FactKind kind) {
    this.kind = kind;
  }

  /** A fact of this kind without any field. */
  public static <F extends Fact> FactDraft<F> of(Class<F> kind) {
    return new FactDraft<>(FactKind.named(kind.getSimpleName()).orElseThrow());
  }

  /** A fact of the kind that the contract names so; empty when it names none. */
  public static Optional<FactDraft<Fact>> named(String kind) {
    return FactKind.named(kind).map(FactDraft::new);
  }

  /** The kinds that the contract names. */
  public static Collection<String> kinds() {
    return FactKind.names();
  }

  /** The fields of this kind. */
  public Collection<String> fieldNames() {
    return kind.fieldNames();
  }

  /**
   * Sets a field, or leaves it out where the value is null or empty.
   *
   * @param value a text, number, truth, {@link Instant} or constant, or a list or map of these, or
   *     an optional of any
   * @throws IllegalArgumentException when the kind has no such field
   */
  public FactDraft<F> set(String field, Object value) {
    if (kind.field(field).isEmpty()) {
      throw new IllegalArgumentException(kind.name() + " has no field " + field);
    }
    Object plain = unboxed(value);
    boolean given =
        switch (plain) {
          case null -> false;
          case Collection<?> many -> !many.isEmpty();
          case Map<?, ?> many -> !many.isEmpty() || field.equals("responses");
          default -> true;
        };
    if (given) {
      fields.put(field, plain);
    }
    return this;
  }

  /**
   * The fact.
   *
   * @throws UnfitFact when something required is missing or a value is none that the field may hold
   */
  @SuppressWarnings("unchecked")
  public F make() {
    var problems = new Problems();
    try {
      var tokens = JsonTokens.of(JSON, new StringReader(json()), ReadLimits.DEFAULT);
      tokens.next();
      Optional<Fact> fact = FactReading.read(new Reading(tokens, ReadLimits.DEFAULT, problems));
      return (F) fact.orElseThrow(() -> unfit(problems.refusal(SnapshotRefused.Code.MALFORMED)));
    } catch (Broken e) {
      throw unfit(problems.brokenOff(e));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private UnfitFact unfit(SnapshotRefused refused) {
    return new UnfitFact(kind.name() + " " + refused.getMessage());
  }

  private String json() throws IOException {
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("kind", kind.name());
      for (var field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        write(field.getValue(), out);
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    switch (unboxed(value)) {
      case null -> out.writeNull();
      case Boolean truth -> out.writeBoolean(truth);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Number number -> writeReal(number.doubleValue(), out);
      case Map<?, ?> many -> {
        out.writeStartObject();
        for (var entry : many.entrySet()) {
          out.writeFieldName(entry.getKey().toString());
          write(entry.getValue(), out);
        }
        out.writeEndObject();
      }
      case Collection<?> many -> {
        out.writeStartArray();
        for (Object each : many) {
          write(each, out);
        }
        out.writeEndArray();
      }
      case Instant _, Duration _, Enum<?> _, CharSequence _ -> out.writeString(value.toString());
      default -> throw new IllegalArgumentException("no field holds a " + value.getClass());
    }
  }

  /** JSON has no NaN and no infinity; as a text they are refused with their name. */
  private static void writeReal(double number, JsonGenerator out) throws IOException {
    if (!Double.isFinite(number)) {
      out.writeString(Double.toString(number));
    } else if (number == Math.rint(number) && Math.abs(number) <= Scalars.MOST) {
      out.writeNumber((long) number);
    } else {
      out.writeNumber(number);
    }
  }

  private static Object unboxed(Object value) {
    return switch (value) {
      case Optional<?> box -> box.orElse(null);
      case OptionalInt box -> box.isPresent() ? box.getAsInt() : null;
      case OptionalLong box -> box.isPresent() ? box.getAsLong() : null;
      case OptionalDouble box -> box.isPresent() ? box.getAsDouble() : null;
      case null -> null;
      default -> value;
    };
  }
}
