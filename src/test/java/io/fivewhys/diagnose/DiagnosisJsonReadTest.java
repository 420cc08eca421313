package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was written is read, and written again to the byte. */
class DiagnosisJsonReadTest {
  /** Gives every field of every record a value, each time another one. */
  private static final class Filling {
    private int count;

    Object value(Type type) throws ReflectiveOperationException {
      count++;
      if (type instanceof ParameterizedType of) {
        Type element = of.getActualTypeArguments()[0];
        return switch (of.getRawType().getTypeName()) {
          case "java.util.List" -> List.of(value(element), value(element));
          case "java.util.Optional" ->
              count % 3 == 0 ? Optional.empty() : Optional.of(value(element));
          case "java.util.Map" -> parameters();
          default -> throw new IllegalStateException("fill " + type);
        };
      }
      var known = (Class<?>) type;
      if (known.isRecord()) {
        return record(known);
      }
      if (known.isEnum()) {
        return known.getEnumConstants()[count % known.getEnumConstants().length];
      }
      return switch (known.getName()) {
        case "java.lang.String" -> "text " + count + " \"\\\u0000\u202e\u2028 é 🙂 </script>";
        case "double", "java.lang.Double" -> count * 1.23456789 - 40;
        case "int", "java.lang.Integer" -> count;
        case "long" -> (long) count << 33;
        case "boolean" -> count % 2 == 0;
        case "java.time.Instant" -> Instant.parse("2026-11-22T10:15:00.123456789Z");
        case "java.time.Duration" -> Duration.ofMillis(count * 1_001L);
        default -> throw new IllegalStateException("fill " + type);
      };
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
      RecordComponent[] components = type.getRecordComponents();
      var values = new ArrayList<Object>();
      for (RecordComponent component : components) {
        values.add(value(component.getGenericType()));
      }
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    }

    private Map<String, Object> parameters() {
      return Map.of(
          "toRevision",
          41,
          "long",
          1L << 40,
          "ratio",
          0.1,
          "large",
          1e30,
          "whole",
          2.0,
          "dryRun",
          false,
          "text",
          "a\u0007b",
          "list",
          List.of(1, "two", 3.5),
          "map",
          Map.of("b", 1, "a", 2));
    }
  }

  @Test
  void everyFieldComesBackToTheByte() throws Exception {
    var filling = new Filling();
    for (int i = 0; i < 20; i++) {
      byte[] written = DiagnosisJson.json((Diagnosis) filling.value(Diagnosis.class));

      Diagnosis read = DiagnosisJson.read(written);

      assertThat(text(DiagnosisJson.json(read))).isEqualTo(text(written));
      assertThat(DiagnosisJson.read(DiagnosisJson.json(read))).isEqualTo(read);
    }
  }

  @Test
  void whatIsExactIsEqual() throws IOException {
    Diagnosis healthy = SampleDiagnoses.healthy("edge").withId("1");

    assertThat(DiagnosisJson.read(DiagnosisJson.json(healthy))).isEqualTo(healthy);
    assertThat(DiagnosisJson.read(DiagnosisJson.prettyJson(healthy))).isEqualTo(healthy);
  }

  @Test
  void yamlOfWhatWasReadIsTheSameToo() throws IOException {
    Diagnosis badRelease = SampleDiagnoses.badRelease("edge").withId("1");
    Diagnosis read = DiagnosisJson.read(DiagnosisJson.json(badRelease));

    assertThat(text(DiagnosisJson.yaml(read))).isEqualTo(text(DiagnosisJson.yaml(badRelease)));
  }

  @Test
  void whatANewerVersionAddsIsPassedOver() throws IOException {
    String json = text(DiagnosisJson.json(SampleDiagnoses.healthy("edge")));

    Diagnosis read =
        DiagnosisJson.read(
            json.replaceFirst("\\{", "{\"newer\": {\"a\": [1]}, ")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(read).isEqualTo(SampleDiagnoses.healthy("edge"));
  }

  @Test
  void whatIsTornIsRefused() {
    byte[] json = DiagnosisJson.json(SampleDiagnoses.badRelease("edge"));

    for (int length : IntStream.of(0, 1, json.length / 2, json.length - 1).toArray()) {
      assertThatThrownBy(() -> DiagnosisJson.read(Arrays.copyOf(json, length)))
          .isInstanceOf(IOException.class);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
