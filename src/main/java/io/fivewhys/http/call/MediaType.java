package io.fivewhys.http.call;

import io.fivewhys.fact.read.SnapshotReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How documents are written, in requests and in answers. */
public enum MediaType {
  JSON("application/json", List.of("application/json"), SnapshotReader.Format.JSON),
  YAML(
      "application/yaml",
      List.of("application/yaml", "application/x-yaml", "text/yaml"),
      SnapshotReader.Format.YAML);

  private final String header;
  private final List<String> names;
  private final SnapshotReader.Format format;

  MediaType(String header, List<String> names, SnapshotReader.Format format) {
    this.header = header;
    this.names = names;
    this.format = format;
  }

  /** As {@code Content-Type} has it. */
  public String header() {
    return header;
  }

  /** How a snapshot of it is read. */
  public SnapshotReader.Format format() {
    return format;
  }

  /**
   * What a {@code Content-Type} header names.
   *
   * @return empty when it is neither, or in another character set than UTF-8
   */
  public static Optional<MediaType> ofContent(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return Optional.empty();
      }
    }
    return named(parts[0].strip());
  }

  /** What an {@code Accept} header likes best: JSON unless YAML is named with a higher weight. */
  public static MediaType accepted(String accept) {
    MediaType best = JSON;
    double bestWeight = -1;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      String name = parts[0].strip();
      Optional<MediaType> type =
          name.equals("*/*") || name.equals("application/*") ? Optional.of(JSON) : named(name);
      double weight = weight(parts);
      if (type.isPresent() && weight > 0 && weight > bestWeight) {
        best = type.get();
        bestWeight = weight;
      }
    }
    return best;
  }

  /** Whether an {@code Accept} header names a text for people first. */
  public static boolean prefersText(String accept) {
    String first = accept.toLowerCase(Locale.ROOT).split("[,;]", 2)[0].strip();
    return first.equals("text/plain") || first.equals("text/markdown");
  }

  private static Optional<MediaType> named(String name) {
    for (MediaType type : values()) {
      if (type.names.contains(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.matches("q=[01](\\.\\d{0,3})?")) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }
}
