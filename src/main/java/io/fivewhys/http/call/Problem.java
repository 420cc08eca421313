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

  public static Problem of(
      int status, String kind, String detail, List<SnapshotRefused.Problem> problems) {
    String words = kind.replace('-', ' ');
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return new Problem("urn:fivewhys:problem:" + kind, title, status, detail, List.of(), problems);
  }

  public static Problem of(SnapshotRefused refused) {
    return switch (refused.code()) {
      case MALFORMED -> of(400, "malformed-snapshot", refused.getMessage(), refused.problems());
      case SENSELESS -> of(422, "senseless-snapshot", refused.getMessage(), refused.problems());
      case TOO_LARGE -> of(413, "too-large", refused.getMessage(), refused.problems());
    };
  }

  public Problem withRules(List<String> atFault) {
    return new Problem(type, title, status, detail, atFault, problems);
  }

  public Refusal refusal() {
    return new Refusal(this, Optional.empty());
  }

  public Refusal retryAfter(Duration wait) {
    return new Refusal(this, Optional.of(wait));
  }
}
