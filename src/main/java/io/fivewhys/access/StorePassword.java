package io.fivewhys.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database's password is; there need be none.
 *
 * @param environment environment variables, of which {@link #VARIABLE} wins
 * @param configured the file that the settings name
 */
public record StorePassword(Map<String, String> environment, Optional<Path> configured) {
  public static final String VARIABLE = "FIVEWHYS_STORE_PASSWORD";

  private static final int MOST_BYTES = 4_096;

  /**
   * The password, if there is one.
   *
   * @throws TokenRefused when its file cannot be used
   */
  public Optional<FoundToken> find() {
    String set = environment.getOrDefault(VARIABLE, "");
    if (!set.isEmpty()) {
      return Optional.of(new FoundToken.OfEnvironment(new Secret(set)));
    }
    return configured.map(it -> new FoundToken.OfFile(read(it), it, unwise(it)));
  }

  private static Secret read(Path file) {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      // A blank may be part of it, a line end is the editor's.
      return text.lines()
          .findFirst()
          .filter(it -> !it.isEmpty())
          .map(Secret::new)
          .orElseThrow(
              () -> new TokenRefused("The database's password in %s is empty.".formatted(file)));
    } catch (IOException e) {
      throw new TokenRefused(
          "The database's password in %s cannot be read; is it there?".formatted(file));
    }
  }

  private static Optional<String> unwise(Path file) {
    return OwnerOnly.othersMayRead(file)
        ? Optional.of(
            "The database's password in %s can be read by every user of this machine; chmod 600 keeps it from them"
                .formatted(file))
        : Optional.empty();
  }
}
