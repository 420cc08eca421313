package io.fivewhys.collect.prometheus.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fivewhys.collect.prometheus.api.Envelope.TooMany;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the alerts that fire; pending ones are not yet any. */
final class AlertsReader implements Envelope.DataReader<List<FiringAlert>> {
  private static final int MOST = 2_000;

  @Override
  public List<FiringAlert> read(JsonParser in) throws IOException, TooMany {
    Envelope.expect(in.currentToken(), JsonToken.START_OBJECT, in);
    List<FiringAlert> firing = new ArrayList<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      JsonToken value = in.nextToken();
      if (!field.equals("alerts") || value == JsonToken.VALUE_NULL) {
        in.skipChildren();
        continue;
      }
      Envelope.expect(value, JsonToken.START_ARRAY, in);
      for (JsonToken at = in.nextToken(); at != JsonToken.END_ARRAY; at = in.nextToken()) {
        readOne(in, firing);
      }
    }
    return firing;
  }

  private static void readOne(JsonParser in, List<FiringAlert> firing) throws IOException, TooMany {
    Envelope.expect(in.currentToken(), JsonToken.START_OBJECT, in);
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();
    String state = "";
    String activeAt = "";
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      in.nextToken();
      switch (field) {
        case "labels" -> labels = Envelope.readTexts(in);
        case "annotations" -> annotations = Envelope.readTexts(in);
        case "state" -> state = in.getValueAsString("");
        case "activeAt" -> activeAt = in.getValueAsString("");
        default -> in.skipChildren();
      }
    }
    if (state.equals("firing")) {
      firing.add(new FiringAlert(labels, annotations, activeAt));
    }
    if (firing.size() > MOST) {
      throw new TooMany("more than " + MOST + " alerts that fire");
    }
  }
}
