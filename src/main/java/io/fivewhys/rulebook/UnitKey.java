package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.Fingerprint;

/**
 * A hash of everything that the classes of one {@code .drl} file depend on: its path and text, the
 * classes that it may speak of, Drools, this program, and how files are compiled and stored.
 *
 * @param hex SHA-256 in hex
 */
record UnitKey(String hex) {
  static UnitKey of(String path, String drl) {
    return new UnitKey(new Fingerprint().add(Platform.fingerprint()).add(path).add(drl).hex());
  }
}
