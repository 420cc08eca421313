package io.fivewhys.budget;

import io.fivewhys.budget.BudgetExceeded.Limit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What facts and the vocabulary of rules may hold. Their own code hashes, compares and shows what
 * they hold without a tick, and the types that Java's compiler asks for are gone when it runs; so
 * nothing that nests may come in.
 */
final class Flatness {
  /** More than the facts that a snapshot may have. */
  static final int MOST_ELEMENTS = 200_000;

  private static final String FACTS = "io.fivewhys.fact.";
  private static final String SUBJECT = "io.fivewhys.inference.Subject";

  private static final ClassValue<Boolean> FLAT =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type.isRecord()
              && (type.getName().startsWith(FACTS) || type.getName().equals(SUBJECT));
        }
      };

  private Flatness() {}

  /**
   * @throws IllegalArgumentException when it nests
   * @throws BudgetExceeded when it is too large
   */
  static void ofFacts(Object given) {
    check(given, false);
  }

  /** As {@link #ofFacts}; facts, which are flat themselves, may be in it. */
  static void ofVocabulary(Object given) {
    check(given, true);
  }

  private static void check(Object given, boolean facts) {
    switch (given) {
      case Optional<?> maybe -> maybe.ifPresent(it -> element(it, facts));
      case Map<?, ?> map -> {
        size(map.size());
        map.forEach(
            (key, value) -> {
              element(key, facts);
              element(value, facts);
            });
      }
      case Collection<?> many -> {
        size(many.size());
        many.forEach(it -> element(it, facts));
      }
      case null -> {}
      default -> element(given, facts);
    }
  }

  private static void size(int size) {
    Budget.work(8L * size);
    if (size > MOST_ELEMENTS) {
      Budget.exceeded(
          Limit.MEMORY,
          String.format(
              Locale.ROOT, "it concluded something with more than %,d elements", MOST_ELEMENTS));
    }
  }

  private static void element(Object element, boolean facts) {
    boolean fine =
        switch (element) {
          case null -> true;
          case CharSequence _, Number _, Boolean _, Character _, Enum<?> _ -> true;
          case TemporalAccessor _, TemporalAmount _ -> true;
          default -> facts && FLAT.get(element.getClass());
        };
    if (!fine) {
      throw new IllegalArgumentException(
          "a fact or a conclusion cannot hold a "
              + element.getClass().getSimpleName()
              + " here: give texts, numbers"
              + (facts ? " or facts" : ""));
    }
  }
}
