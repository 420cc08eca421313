package io.fivewhys.access;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the intake token is, for those who bring in what was observed and need change nothing else:
 * Alertmanager, scripts. There need be none; the service makes none for itself.
 *
 * @param environment environment variables, of which {@link #VARIABLE} wins
 * @param configured the file that the settings name
 */
public record IntakeTokenStore(Map<String, String> environment, Optional<Path> configured) {
  public static final String VARIABLE = "FIVEWHYS_INTAKE_TOKEN";

  private static final TokenText TEXT = new TokenText("intake token");

  /**
   * The token, if there is one.
   *
   * @param admin from which it must differ
   * @throws TokenRefused when it is there and cannot be used
   */
  public Optional<FoundToken> find(KnownToken admin) {
    Optional<FoundToken> found = TEXT.configured(environment, VARIABLE, configured);
    if (found.filter(it -> admin.matches(it.secret().reveal())).isPresent()) {
      throw new TokenRefused(
          "The intake token is the admin token, so that whoever may post could change everything;"
              + " take another one from: openssl rand -hex 32");
    }
    return found;
  }
}
