package io.fivewhys.mitigate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what would be done, as the target is at the moment. What is approved is this, by its
 * {@link #hash}: when the target has changed so far that something else would be done, it is
 * another plan.
 *
 * @param remedy with all that was left open filled in
 * @param uid of the target; empty for what has none, such as a breaker
 * @param state what must not have changed of the target until it is done: the generation of a
 *     workload, the resourceVersion of a ConfigMap; not what controllers write all the time
 * @param command the same by hand
 * @param changes what changes, a line each: {@code containers[orders].image: orders:9 → orders:8}
 * @param inverse what would take it back, where something would
 */
public record Plan(
    Remedy remedy,
    Optional<String> uid,
    Optional<String> state,
    String command,
    List<String> changes,
    Optional<Remedy> inverse) {
  private static final int HASH_CHARS = 16;

  public Plan {
    changes = List.copyOf(changes);
  }

  /** 16 hexadecimal digits over all that decides what would be done. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String each :
          List.of(
              remedy.toString(),
              uid.orElse(""),
              state.orElse(""),
              command,
              String.join("\n", changes))) {
        digest.update(each.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
