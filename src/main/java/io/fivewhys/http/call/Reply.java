package io.fivewhys.http.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fivewhys.diagnose.DiagnosisJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole answer. */
public record Reply(int status, String mediaType, byte[] body, Map<String, String> headers) {

  /** 200, with these bytes. */
  public static Reply ok(String mediaType, byte[] body) {
    return new Reply(200, mediaType, body, Map.of());
  }

  /** 200, with this text in UTF-8. */
  public static Reply ok(String mediaType, String body) {
    return ok(mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** In JSON or YAML, as the media type says. */
  public static Reply ok(MediaType as, Object document) {
    return ok(as.header(), bytes(as, document));
  }

  /**
   * @param location where it can be read
   */
  public static Reply created(MediaType as, Object document, String location) {
    return new Reply(201, as.header(), bytes(as, document), Map.of("Location", location));
  }

  /** It is taken, and still has to be done. */
  public static Reply accepted(MediaType as, Object document) {
    return new Reply(202, as.header(), bytes(as, document), Map.of());
  }

  /** With the status of the problem. */
  public static Reply problem(Problem problem) {
    return new Reply(
        problem.status(), Problem.MEDIA_TYPE, bytes(MediaType.JSON, problem), Map.of());
  }

  /** A refusal with more than every {@link Problem} has. */
  public static Reply problem(int status, Object document) {
    return new Reply(status, Problem.MEDIA_TYPE, bytes(MediaType.JSON, document), Map.of());
  }

  /** 304, without a body. */
  public static Reply notModified() {
    return new Reply(304, "", new byte[0], Map.of());
  }

  /** 204, without a body. */
  public static Reply noContent() {
    return new Reply(204, "", new byte[0], Map.of());
  }

  /** The same with a header, in place of one of this name. */
  public Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, mediaType, body, more);
  }

  private static byte[] bytes(MediaType as, Object document) {
    try {
      return switch (as) {
        case JSON -> DiagnosisJson.jsonMapper().writeValueAsBytes(document);
        case YAML -> DiagnosisJson.yamlMapper().writeValueAsBytes(document);
      };
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
