package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.inference.Category;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which diagnoses to list; what is empty does not restrict.
 *
 * @param category of any cause, not only the likeliest
 * @param since earliest {@code observedAt}, inclusive
 * @param until latest {@code observedAt}, exclusive
 */
public record DiagnosisFilter(
    Optional<String> gateway,
    Optional<String> namespace,
    Optional<Diagnosis.Verdict> verdict,
    Optional<Category> category,
    Optional<Instant> since,
    Optional<Instant> until)
    implements Predicate<Diagnosis> {

  /** Everything. */
  public static DiagnosisFilter none() {
    return new DiagnosisFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** All of one gateway. */
  public static DiagnosisFilter of(String gateway) {
    return new DiagnosisFilter(
        Optional.of(gateway),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public boolean test(Diagnosis diagnosis) {
    return gateway.map(diagnosis.gateway()::equals).orElse(true)
        && namespace.map(diagnosis.namespace()::equals).orElse(true)
        && verdict.map(diagnosis.verdict()::equals).orElse(true)
        && category.map(wanted -> names(diagnosis, wanted)).orElse(true)
        && since.map(from -> !diagnosis.observedAt().isBefore(from)).orElse(true)
        && until.map(to -> diagnosis.observedAt().isBefore(to)).orElse(true);
  }

  private static boolean names(Diagnosis diagnosis, Category wanted) {
    return diagnosis.causes().stream().anyMatch(cause -> cause.category() == wanted);
  }
}
