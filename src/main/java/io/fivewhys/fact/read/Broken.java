package io.fivewhys.fact.read;

import java.io.IOException;
import java.util.Optional;

/** The document cannot be read any further; becomes a problem at the place that was reached. */
final class Broken extends IOException {
  private static final long serialVersionUID = 1L;

  private final SnapshotRefused.Code code;
  private final String allowed;
  private final transient Optional<String> inside;

  /**
   * @param found what is wrong, with line and column where known
   * @param allowed what would have been right
   */
  Broken(SnapshotRefused.Code code, String found, String allowed) {
    this(code, found, allowed, Optional.empty());
  }

  private Broken(SnapshotRefused.Code code, String found, String allowed, Optional<String> inside) {
    super(found);
    this.code = code;
    this.allowed = allowed;
    this.inside = inside;
  }

  static Broken at(int line, int column, String found, String allowed) {
    return new Broken(
        SnapshotRefused.Code.MALFORMED, found + " at line " + line + ", column " + column, allowed);
  }

  static Broken tooLarge(String found, String allowed) {
    return new Broken(SnapshotRefused.Code.TOO_LARGE, found, allowed);
  }

  /** The same, in the field of this name. */
  Broken in(String field) {
    return new Broken(code, getMessage(), allowed, Optional.of(field));
  }

  SnapshotRefused.Code code() {
    return code;
  }

  String allowed() {
    return allowed;
  }

  /** The field that was about to be read, where the reader could not know it yet. */
  Optional<String> inside() {
    return inside;
  }
}
