package io.fivewhys.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fivewhys.incident.Incident;

/** An incident as its row holds it: JSON, of which later versions may write more. */
final class IncidentDocument {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private IncidentDocument() {}

  static String write(Incident incident) {
    try {
      return JSON.writeValueAsString(incident);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  static Incident read(String document) {
    try {
      return JSON.readValue(document, Incident.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an incident in the store cannot be read", damaged);
    }
  }
}
