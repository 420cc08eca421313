package io.fivewhys.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
  public static final int FEWEST_CHARACTERS = 20;

  private static final int MOST_BYTES = 1_024;
  private static final int RANDOM_BYTES = 32;
  private static final String PREFIX = "fw_";
  // What a header can carry without quoting.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  /**
   * The token, if there is one.
   *
   * @throws TokenRefused when it is there and cannot be used
   */
  public Optional<FoundToken> find() {
    String set = environment.getOrDefault(VARIABLE, "").strip();
    if (!set.isEmpty()) {
      return Optional.of(new FoundToken.OfEnvironment(checked(set, "in " + VARIABLE)));
    }
    if (configured.isPresent()) {
      Path file = configured.get();
      return Optional.of(new FoundToken.OfFile(read(file), file, unwise(file)));
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
    return Optional.of(new FoundToken.Kept(read(own), own));
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

  private static Secret read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      return checked(new String(bytes, StandardCharsets.UTF_8).strip(), "in " + file);
    } catch (IOException e) {
      throw new TokenRefused("The admin token in " + file + " cannot be read; is it there?");
    }
  }

  private static Secret checked(String token, String where) {
    if (token.length() < FEWEST_CHARACTERS) {
      throw new TokenRefused(
          "The admin token %s has fewer than %d characters and could be guessed; take one from: openssl rand -hex 32"
              .formatted(where, FEWEST_CHARACTERS));
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new TokenRefused(
          "The admin token %s must be one line of letters, digits and . _ ~ + / = -"
              .formatted(where));
    }
    return new Secret(token);
  }

  /** Kubernetes mounts secrets so, into a container of one user: a warning, not a refusal. */
  private static Optional<String> unwise(Path file) {
    return OwnerOnly.othersMayRead(file)
        ? Optional.of(
            "The admin token in %s can be read by every user of this machine; chmod 600 keeps it from them"
                .formatted(file))
        : Optional.empty();
  }
}
