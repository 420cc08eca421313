package io.fivewhys.cli;

import java.util.Locale;

/** How a command prints what it found, as it is written after {@code --output}. */
enum OutputForm {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
