package io.fivewhys.collect;

import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a secret is: in a file, or in a variable of the environment; never in the configuration
 * itself. Read anew each time, so that it may be rotated.
 *
 * @param file that holds it and nothing else, such as a mounted secret
 * @param env variable that holds it
 */
public record SecretRef(Optional<Path> file, Optional<String> env) {
  private static final int MOST_BYTES = 64 << 10;

  public SecretRef {
    if (file.isPresent() == env.isPresent()) {
      throw new IllegalArgumentException("either file or env, where the secret is");
    }
  }

  /**
   * The secret, without white space around it.
   *
   * @throws SourceFailed MISCONFIGURED when it is not there; the message names the place alone
   */
  public String reveal(SourceContext context) throws SourceFailed {
    String text =
        file.isPresent()
            ? read(context.directory().resolve(file.get()))
            : context.environment().getOrDefault(env.orElseThrow(), "").strip();
    if (text.isEmpty()) {
      throw new SourceFailed(
          Code.MISCONFIGURED,
          file.isPresent()
              ? "the secret file " + file.get() + " is empty"
              : "the environment variable " + env.get() + " for a secret is not set");
    }
    return text;
  }

  private static String read(Path path) throws SourceFailed {
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new SourceFailed(
          Code.MISCONFIGURED, "the secret file " + path + " cannot be read; is it there?", e);
    }
  }
}
