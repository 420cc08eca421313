package io.fivewhys.collect.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of the book: what one delivery changed.
 *
 * @param alerts as they are from now on
 * @param repeated fingerprints of those that were heard of again
 * @param missed what it had that was not taken
 * @param at when
 */
record AlertLine(List<KeptAlert> alerts, List<String> repeated, List<Missed> missed, Instant at) {
  // Another version of the program may have written it.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  AlertLine {
    alerts = alerts == null ? List.of() : List.copyOf(alerts);
    repeated = repeated == null ? List.of() : List.copyOf(repeated);
    missed = missed == null ? List.of() : List.copyOf(missed);
    Objects.requireNonNull(at, "at");
  }

  String write() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** Empty when it makes no sense. */
  static Optional<AlertLine> read(String line) {
    try {
      return Optional.ofNullable(JSON.readValue(line, AlertLine.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
