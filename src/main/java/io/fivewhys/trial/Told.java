package io.fivewhys.trial;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one rulebook told about a snapshot, as far as somebody would act on it.
 *
 * @param verdict empty when the evaluation failed
 * @param cause the likeliest; empty unless diagnosed
 * @param first the first thing to do about the likeliest cause; empty when nothing is proposed
 * @param escalateNow whether a person is called at once
 * @param failure why there is no verdict
 */
public record Told(
    Optional<Diagnosis.Verdict> verdict,
    Optional<Cause> cause,
    Optional<Mitigation> first,
    boolean escalateNow,
    Optional<Failure> failure) {

  /**
   * @param confidence 0.0 to 1.0, with four digits after the point
   */
  public record Cause(Category category, Subject subject, String mechanism, double confidence) {}

  /** What would be done; two are the same when all of this is. */
  public record Mitigation(
      Action action,
      Optional<Subject> target,
      Map<String, Object> parameters,
      String command,
      Risk risk) {
    public Mitigation {
      parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    static Mitigation of(Diagnosis.Mitigation proposed) {
      return new Mitigation(
          proposed.action(),
          proposed.target(),
          proposed.parameters(),
          proposed.command(),
          proposed.risk());
    }
  }

  /**
   * @param code {@link DiagnosisFailed.Code} in lower case, or {@code bug}
   */
  public record Failure(String code, String message) {
    private static final int LONGEST_MESSAGE = 500;

    static Failure of(Throwable failure) {
      String code =
          failure instanceof DiagnosisFailed known
              ? known.code().name().toLowerCase(Locale.ROOT)
              : "bug";
      String message = failure instanceof DiagnosisFailed ? failure.getMessage() : "" + failure;
      return new Failure(
          code,
          message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE));
    }
  }

  static Told of(Diagnosis diagnosis) {
    Optional<Diagnosis.Cause> likeliest = diagnosis.causes().stream().findFirst();
    return new Told(
        Optional.of(diagnosis.verdict()),
        likeliest.map(
            it ->
                new Cause(
                    it.category(), it.subject(), it.mechanism(), fourDigits(it.confidence()))),
        likeliest.flatMap(it -> it.mitigations().stream().findFirst()).map(Mitigation::of),
        diagnosis.escalation().now(),
        Optional.empty());
  }

  static Told of(Failure failure) {
    return new Told(
        Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.of(failure));
  }

  /** Everything proposed, for whichever cause, in its order. */
  static List<Mitigation> mitigations(Diagnosis diagnosis) {
    return diagnosis.causes().stream()
        .flatMap(cause -> cause.mitigations().stream())
        .map(Mitigation::of)
        .distinct()
        .toList();
  }

  private static double fourDigits(double ratio) {
    return Math.round(ratio * 10_000) / 10_000.0;
  }
}
