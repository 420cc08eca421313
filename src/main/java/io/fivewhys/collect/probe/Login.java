package io.fivewhys.collect.probe;

import io.fivewhys.collect.SecretRef;
import java.util.Optional;

/**
 * As whom to log in.
 *
 * @param username the user
 * @param password where the password is
 */
public record Login(Optional<String> username, Optional<SecretRef> password) {

  /** Without a name and without a password. */
  public static Login anonymous() {
    return new Login(Optional.empty(), Optional.empty());
  }
}
