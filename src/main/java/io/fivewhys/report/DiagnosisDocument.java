package io.fivewhys.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fivewhys.diagnose.Diagnosis;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A diagnosis as the contract's document. */
public final class DiagnosisDocument {
  private static final ObjectMapper JSON = configured(new JsonMapper());
  private static final ObjectMapper YAML =
      configured(
          new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)));

  private DiagnosisDocument() {}

  /** JSON, indented, ending with a line feed. */
  public static String json(Diagnosis diagnosis) {
    return write(JSON, diagnosis) + "\n";
  }

  /** YAML, ending with a line feed. */
  public static String yaml(Diagnosis diagnosis) {
    return write(YAML, diagnosis);
  }

  /** The diagnosis under an id made of what it says, so that the same one gets the same id. */
  public static Diagnosis identified(Diagnosis diagnosis) {
    var content = json(diagnosis.withId("")).getBytes(StandardCharsets.UTF_8);
    return diagnosis.withId(UUID.nameUUIDFromBytes(content).toString());
  }

  private static String write(ObjectMapper mapper, Diagnosis diagnosis) {
    try {
      return mapper.writeValueAsString(diagnosis);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a diagnosis", e);
    }
  }

  private static ObjectMapper configured(ObjectMapper mapper) {
    return mapper
        .registerModule(new Jdk8Module())
        .registerModule(new JavaTimeModule())
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
  }
}
