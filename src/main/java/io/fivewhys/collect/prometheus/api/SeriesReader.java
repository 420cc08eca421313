package io.fivewhys.collect.prometheus.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fivewhys.collect.prometheus.api.Envelope.TooMany;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the data of a query, keeping no more than it may. */
final class SeriesReader implements Envelope.DataReader<SeriesReader.Data> {
  private static final int MOST_SAMPLES = 1_000_000;

  private final int mostSeries;
  private int samples;

  /**
   * @param type vector, matrix, scalar or string
   */
  record Data(String type, List<Series> series) {}

  SeriesReader(int mostSeries) {
    this.mostSeries = mostSeries;
  }

  @Override
  public Data read(JsonParser in) throws IOException, TooMany {
    Envelope.expect(in.currentToken(), JsonToken.START_OBJECT, in);
    String type = "";
    List<Series> series = List.of();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      in.nextToken();
      switch (field) {
        case "resultType" -> type = in.getValueAsString("");
        case "result" -> series = result(in);
        default -> in.skipChildren();
      }
    }
    return new Data(type, series);
  }

  /** Series, or the two parts of a scalar. */
  private List<Series> result(JsonParser in) throws IOException, TooMany {
    Envelope.expect(in.currentToken(), JsonToken.START_ARRAY, in);
    List<Series> all = new ArrayList<>();
    JsonToken first = in.nextToken();
    if (first != null && first.isNumeric()) {
      sample(in).ifPresent(it -> all.add(new Series(Map.of(), List.of(it))));
      return all;
    }
    for (JsonToken at = first; at != JsonToken.END_ARRAY; at = in.nextToken()) {
      Envelope.expect(at, JsonToken.START_OBJECT, in);
      Series each = series(in);
      if (!each.samples().isEmpty()) {
        all.add(each);
      }
      if (all.size() > mostSeries) {
        throw new TooMany("more than " + mostSeries + " series");
      }
    }
    return all;
  }

  private Series series(JsonParser in) throws IOException, TooMany {
    Map<String, String> labels = Map.of();
    List<Sample> found = new ArrayList<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      JsonToken value = in.nextToken();
      switch (field) {
        case "metric" -> labels = Envelope.readTexts(in);
        case "value" -> {
          Envelope.expect(value, JsonToken.START_ARRAY, in);
          in.nextToken();
          sample(in).ifPresent(found::add);
        }
        case "values" -> {
          Envelope.expect(value, JsonToken.START_ARRAY, in);
          while (in.nextToken() == JsonToken.START_ARRAY) {
            in.nextToken();
            sample(in).ifPresent(found::add);
          }
        }
        // Native histograms and whatever comes later.
        default -> in.skipChildren();
      }
    }
    return new Series(labels, found);
  }

  /** {@code 1435781430.781, "1"]}; empty where the value is not finite: then nothing is known. */
  private Optional<Sample> sample(JsonParser in) throws IOException, TooMany {
    if (in.currentToken() == null || !in.currentToken().isNumeric()) {
      throw new IOException("a time that is no number");
    }
    double seconds = in.getDoubleValue();
    Envelope.expect(in.nextToken(), JsonToken.VALUE_STRING, in);
    String written = in.getText();
    Envelope.expect(in.nextToken(), JsonToken.END_ARRAY, in);
    if (++samples > MOST_SAMPLES) {
      throw new TooMany("more than " + MOST_SAMPLES + " samples");
    }
    double value = number(written);
    return Double.isFinite(value)
        ? Optional.of(new Sample(Math.round(seconds * 1000), value))
        : Optional.empty();
  }

  private static double number(String written) throws IOException {
    return switch (written) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(written);
        } catch (NumberFormatException e) {
          throw new IOException("a value that is no number", e);
        }
      }
    };
  }
}
