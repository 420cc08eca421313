package io.fivewhys.access;

import java.nio.file.Path;
import java.util.Optional;

/** A token and where it comes from. */
public sealed interface FoundToken {
  Secret secret();

  /** From a variable of the environment. */
  record OfEnvironment(Secret secret) implements FoundToken {}

  /**
   * From a file that the settings name.
   *
   * @param warning what is unwise about the file
   */
  record OfFile(Secret secret, Path file, Optional<String> warning) implements FoundToken {}

  /** Made at an earlier start and kept in the data directory. */
  record Kept(Secret secret, Path file) implements FoundToken {}

  /** Made just now. */
  record Made(Secret secret, Path file) implements FoundToken {}

  /** Whether somebody chose it, as opposed to the service itself. */
  default boolean configured() {
    return switch (this) {
      case OfEnvironment _, OfFile _ -> true;
      case Kept _, Made _ -> false;
    };
  }
}
