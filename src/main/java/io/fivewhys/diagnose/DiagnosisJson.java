package io.fivewhys.diagnose;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Diagnoses as {@code diagnosis.schema.json} has them, in JSON and in YAML. The same diagnosis
 * gives the same bytes: fields come in the order of the records, maps sorted by key. Confidences
 * have at most four digits after the point and weights one, since more would pretend to be exact.
 */
public final class DiagnosisJson {
  private static final ObjectMapper JSON =
      mapper(new JsonFactoryBuilder().characterEscapes(new VisibleEscapes()).build());
  private static final ObjectMapper YAML =
      mapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private static final ObjectReader READER =
      JSON.readerFor(Diagnosis.class)
          .with(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          // A newer replica may have written more than this one knows.
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private DiagnosisJson() {}

  /** UTF-8, on one line. */
  public static byte[] json(Diagnosis diagnosis) {
    return bytes(JSON, diagnosis);
  }

  /**
   * Reads what {@link #json} wrote, so that it gives the same bytes once more. Confidences and
   * weights come back with the digits that were written.
   *
   * @throws IOException when it is no diagnosis
   */
  public static Diagnosis read(byte[] json) throws IOException {
    return READER.readValue(json);
  }

  /** UTF-8, indented for people. */
  public static byte[] prettyJson(Diagnosis diagnosis) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(diagnosis);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** UTF-8; strings are quoted, so that no reader takes a time or a "no" for something else. */
  public static byte[] yaml(Diagnosis diagnosis) {
    return bytes(YAML, diagnosis);
  }

  /** A mapper with these rules, for documents that hold diagnoses. Shared: do not configure it. */
  public static ObjectMapper jsonMapper() {
    return JSON;
  }

  /** The same for YAML. Shared: do not configure it. */
  public static ObjectMapper yamlMapper() {
    return YAML;
  }

  private static byte[] bytes(ObjectMapper mapper, Diagnosis diagnosis) {
    try {
      return mapper.writeValueAsBytes(diagnosis);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static ObjectMapper mapper(JsonFactory factory) {
    return new ObjectMapper(factory)
        .registerModules(new Jdk8Module(), new JavaTimeModule())
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true)
        .addMixIn(Diagnosis.Cause.class, CauseDigits.class)
        .addMixIn(Diagnosis.Evidence.class, EvidenceDigits.class)
        .addMixIn(DiagnosisGraph.Standpoint.class, StandpointDigits.class)
        .addMixIn(DiagnosisGraph.Edge.class, EdgeDigits.class);
  }

  /** What Jackson is told about {@link Diagnosis.Cause}; the record itself stays free of it. */
  private interface CauseDigits {
    @JsonSerialize(using = FourDigits.class)
    double confidence();

    @JsonSerialize(using = OneDigit.class)
    double prior();

    @JsonSerialize(using = OneDigit.class)
    double competition();

    @JsonSerialize(using = OneDigit.class)
    double score();
  }

  /** The same for {@link Diagnosis.Evidence}. */
  private interface EvidenceDigits {
    @JsonSerialize(using = OneDigit.class)
    double weight();
  }

  /** The same for {@link DiagnosisGraph.Standpoint}. */
  private interface StandpointDigits {
    @JsonSerialize(contentUsing = OneDigit.class)
    Optional<Double> prior();

    @JsonSerialize(contentUsing = OneDigit.class)
    Optional<Double> competition();

    @JsonSerialize(contentUsing = OneDigit.class)
    Optional<Double> score();

    @JsonSerialize(contentUsing = FourDigits.class)
    Optional<Double> confidence();
  }

  /** The same for {@link DiagnosisGraph.Edge}. */
  private interface EdgeDigits {
    @JsonSerialize(contentUsing = OneDigit.class)
    Optional<Double> weight();
  }

  private static final class FourDigits extends Digits {
    FourDigits() {
      super(4);
    }
  }

  private static final class OneDigit extends Digits {
    OneDigit() {
      super(1);
    }
  }

  private abstract static class Digits extends JsonSerializer<Double> {
    private final int afterPoint;

    Digits(int afterPoint) {
      this.afterPoint = afterPoint;
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      var rounded = BigDecimal.valueOf(value).setScale(afterPoint, RoundingMode.HALF_UP);
      // Plain digits also where Jackson would prefer 1E+1.
      out.writeNumber(new BigDecimal(rounded.stripTrailingZeros().toPlainString()));
    }
  }
}
