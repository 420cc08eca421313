package io.fivewhys.http;

import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.KeptAlert;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an alert is listed. */
enum AlertState {
  FIRING,
  /** It fires as far as is known, and was not repeated for too long to be told of. */
  STALE,
  RESOLVED;

  static AlertState of(KeptAlert alert, AlertBook book) {
    if (book.isStale(alert)) {
      return STALE;
    }
    return switch (alert.status()) {
      case FIRING -> FIRING;
      case RESOLVED -> RESOLVED;
    };
  }

  static Optional<AlertState> named(String text) {
    return Stream.of(values()).filter(it -> it.toString().equals(text)).findFirst();
  }

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
