package io.fivewhys.collect.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an alert is listed. */
public enum AlertState {
  FIRING,
  /** It fires as far as is known, and was not repeated for too long to be told of. */
  STALE,
  RESOLVED;

  /** How it stands now, by the time after which the book does not trust it any more. */
  public static AlertState of(KeptAlert alert, AlertBook book) {
    if (book.isStale(alert)) {
      return STALE;
    }
    return switch (alert.status()) {
      case FIRING -> FIRING;
      case RESOLVED -> RESOLVED;
    };
  }

  /** By its name in lower case; empty for any other text. */
  public static Optional<AlertState> named(String text) {
    return Stream.of(values()).filter(it -> it.toString().equals(text)).findFirst();
  }

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
