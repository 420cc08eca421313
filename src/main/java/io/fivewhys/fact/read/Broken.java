package io.fivewhys.fact.read;

import java.io.IOException;

/** The document cannot be read any further; becomes a problem at the place that was reached. */
final class Broken extends IOException {
  private static final long serialVersionUID = 1L;

  private final SnapshotRefused.Code code;
  private final String allowed;

  /**
   * @param found what is wrong, with line and column where known
   * @param allowed what would have been right
   */
  Broken(SnapshotRefused.Code code, String found, String allowed) {
    super(found);
    this.code = code;
    this.allowed = allowed;
  }

  static Broken at(int line, int column, String found, String allowed) {
    return new Broken(
        SnapshotRefused.Code.MALFORMED,
        found + " at line " + line + ", column " + column,
        allowed);
  }

  static Broken tooLarge(String found, String allowed) {
    return new Broken(SnapshotRefused.Code.TOO_LARGE, found, allowed);
  }

  SnapshotRefused.Code code() {
    return code;
  }

  String allowed() {
    return allowed;
  }
}
