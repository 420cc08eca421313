package io.fivewhys.store;

import java.util.Locale;

/** What a diagnosis was made for. */
public enum Origin {
  /** Somebody posted the snapshot. */
  POSTED,
  /** A look at a gateway that nobody asked for. */
  SWEEP,
  /** A look at a gateway that somebody asked for. */
  ASKED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
