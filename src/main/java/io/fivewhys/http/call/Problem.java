package io.fivewhys.http.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fivewhys.fact.read.SnapshotRefused;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A refusal as RFC 9457 has it.
 *
 * @param type {@code urn:fivewhys:problem:} and the kind; programs may decide by it
 * @param rules names of the rules at fault, where some are
 * @param problems every problem found, where there are several
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> rules,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SnapshotRefused.Problem> problems) {
  static final String MEDIA_TYPE = "application/problem+json";

  /**
   * @param kind in kebab case, e.g. {@code too-large}
   */
  public static Problem of(int status, String kind, String detail) {
    return of(status, kind, detail, List.of());
  }

  /** The same with every problem found. */
  public static Problem of(
      int status, String kind, String detail, List<SnapshotRefused.Problem> problems) {
    String words = kind.replace('-', ' ');
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return new Problem("urn:fivewhys:problem:" + kind, title, status, detail, List.of(), problems);
  }

  /** Of a snapshot: 400 when it is none, 422 without sense, 413 when it is too large. */
  public static Problem of(SnapshotRefused refused) {
    return switch (refused.code()) {
      case MALFORMED -> of(400, "malformed-snapshot", refused.getMessage(), refused.problems());
      case SENSELESS -> of(422, "senseless-snapshot", refused.getMessage(), refused.problems());
      case TOO_LARGE -> of(413, "too-large", refused.getMessage(), refused.problems());
    };
  }

  /** The same with the names of the rules at fault. */
  public Problem withRules(List<String> atFault) {
    return new Problem(type, title, status, detail, atFault, problems);
  }

  /** To be thrown. */
  public Refusal refusal() {
    return new Refusal(this, Optional.empty());
  }

  /** To be thrown; the client is told to wait so long, in whole seconds, at least one. */
  public Refusal retryAfter(Duration wait) {
    return new Refusal(this, Optional.of(wait));
  }
}
