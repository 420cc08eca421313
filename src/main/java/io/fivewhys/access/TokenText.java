package io.fivewhys.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token that somebody chose: what it may look like, and where it is read from.
 *
 * @param what the token's name for people, such as admin token
 */
record TokenText(String what) {
  /** Shorter ones could be guessed. */
  static final int FEWEST_CHARACTERS = 20;

  private static final int MOST_BYTES = 1_024;
  // What a header can carry without quoting.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  /**
   * The variable of the environment wins over the file.
   *
   * @throws TokenRefused when it is there and cannot be used
   */
  Optional<FoundToken> configured(
      Map<String, String> environment, String variable, Optional<Path> file) {
    String set = environment.getOrDefault(variable, "").strip();
    if (!set.isEmpty()) {
      return Optional.of(new FoundToken.OfEnvironment(checked(set, "in " + variable)));
    }
    return file.map(it -> new FoundToken.OfFile(read(it), it, unwise(it)));
  }

  Secret read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      return checked(new String(bytes, StandardCharsets.UTF_8).strip(), "in " + file);
    } catch (IOException e) {
      throw new TokenRefused("The %s in %s cannot be read; is it there?".formatted(what, file));
    }
  }

  /** The same, of a file whose further lines are left to people. */
  Secret readFirstLine(Path file) {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      return checked(text.lines().findFirst().orElse("").strip(), "in " + file);
    } catch (IOException e) {
      throw new TokenRefused("The %s in %s cannot be read; is it there?".formatted(what, file));
    }
  }

  private Secret checked(String token, String where) {
    if (token.length() < FEWEST_CHARACTERS) {
      throw new TokenRefused(
          "The %s %s has fewer than %d characters and could be guessed; take one from: openssl rand -hex 32"
              .formatted(what, where, FEWEST_CHARACTERS));
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new TokenRefused(
          "The %s %s must be one line of letters, digits and . _ ~ + / = -".formatted(what, where));
    }
    return new Secret(token);
  }

  /** Kubernetes mounts secrets so, into a container of one user: a warning, not a refusal. */
  Optional<String> unwise(Path file) {
    return OwnerOnly.othersMayRead(file)
        ? Optional.of(
            "The %s in %s can be read by every user of this machine; chmod 600 keeps it from them"
                .formatted(what, file))
        : Optional.empty();
  }
}
