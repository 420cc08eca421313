package io.fivewhys.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Where the admin token is: the environment wins over the file that the settings name, that over
 * the one that the service made for itself.
 *
 * @param environment environment variables
 * @param configured the file that the settings name
 * @param dataDirectory where the service keeps its own, as {@code admin-token}
 */
public record TokenStore(
    Map<String, String> environment, Optional<Path> configured, Path dataDirectory) {
  public static final String VARIABLE = "FIVEWHYS_ADMIN_TOKEN";

  /** Shorter ones could be guessed. */
  public static final int FEWEST_CHARACTERS = TokenText.FEWEST_CHARACTERS;

  private static final TokenText TEXT = new TokenText("admin token");
  private static final int RANDOM_BYTES = 32;
  private static final String PREFIX = "fw_";

  /**
   * The token, if there is one.
   *
   * @throws TokenRefused when it is there and cannot be used
   */
  public Optional<FoundToken> find() {
    Optional<FoundToken> chosen = TEXT.configured(environment, VARIABLE, configured);
    if (chosen.isPresent()) {
      return chosen;
    }
    Path own = file();
    if (!Files.exists(own)) {
      return Optional.empty();
    }
    if (OwnerOnly.othersMayRead(own)) {
      throw new TokenRefused(
          own
              + " can be read by others, so that its token is not secret any more; delete it and a"
              + " new one is made at the next start");
    }
    return Optional.of(new FoundToken.Kept(TEXT.read(own), own));
  }

  /**
   * The token; makes one if there is none.
   *
   * @throws TokenRefused when there is one that cannot be used
   * @throws IOException when a new one cannot be kept
   */
  public FoundToken findOrMake() throws IOException {
    var found = find();
    return found.isPresent() ? found.get() : make();
  }

  private FoundToken make() throws IOException {
    var random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    var secret = new Secret(PREFIX + HexFormat.of().formatHex(random));
    OwnerOnly.createDirectory(dataDirectory);
    OwnerOnly.write(file(), secret.reveal() + "\n");
    return new FoundToken.Made(secret, file());
  }

  private Path file() {
    return dataDirectory.resolve("admin-token");
  }
}
