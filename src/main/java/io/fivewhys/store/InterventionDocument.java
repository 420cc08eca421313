package io.fivewhys.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Refusal;
import java.util.List;

/** An intervention as its row holds it: JSON, of which later versions may write more. */
final class InterventionDocument {
  private static final TypeReference<List<Refusal>> REFUSALS = new TypeReference<>() {};

  private InterventionDocument() {}

  static String write(Intervention intervention) {
    return json(intervention);
  }

  static Intervention read(String document) {
    try {
      return IncidentDocument.JSON.readValue(document, Intervention.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("an intervention in the store cannot be read", damaged);
    }
  }

  static String refusals(List<Refusal> refusals) {
    return json(refusals);
  }

  static List<Refusal> refusals(String document) {
    try {
      return IncidentDocument.JSON.readValue(document, REFUSALS);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("refusals in the store cannot be read", damaged);
    }
  }

  private static String json(Object value) {
    try {
      return IncidentDocument.JSON.writeValueAsString(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
