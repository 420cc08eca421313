package io.fivewhys.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Passes that a browser carries instead of a token: who it is and until when, sealed with that
 * token (HMAC-SHA256 under its hash). Nothing is kept of them, so they hold on every replica and
 * after a restart; and none outlives its token: where that is taken away or changed, the pass is
 * void. The pass does not give the token away. Safe for use by several threads.
 *
 * @param admin whose pass names no person
 * @param lifetime of a pass; one that was copied is good for so long, also after a sign-out
 */
public record Sessions(KnownToken admin, People people, Clock clock, Duration lifetime) {
  /** A working day and a night on call. */
  public static final Duration USUAL_LIFETIME = Duration.ofHours(12);

  private static final int LONGEST = 400;
  private static final int NONCE_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /**
   * Whose pass it is.
   *
   * @param person empty for the admin token, which several may have
   */
  public record Session(Optional<String> person, Instant expiresAt) {}

  /**
   * A new pass.
   *
   * @param person empty for whoever has the admin token
   * @throws IllegalArgumentException when nobody of that name has a token
   */
  public String issue(Optional<String> person) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    String text =
        String.join(
            ".",
            ENCODER.encodeToString(person.orElse("").getBytes(StandardCharsets.UTF_8)),
            Long.toString(clock.instant().plus(lifetime).getEpochSecond()),
            ENCODER.encodeToString(nonce));
    KnownToken token =
        token(person).orElseThrow(() -> new IllegalArgumentException("nobody has such a token"));
    return text + "." + ENCODER.encodeToString(token.seal(text));
  }

  /**
   * @param pass as a browser has it
   * @return empty when it is none, is over, or was sealed with a token that is no longer known
   */
  public Optional<Session> open(String pass) {
    int seal = pass.lastIndexOf('.');
    String[] parts = pass.split("\\.", -1);
    if (pass.length() > LONGEST || parts.length != 4) {
      return Optional.empty();
    }
    try {
      String name = new String(DECODER.decode(parts[0]), StandardCharsets.UTF_8);
      Optional<String> person = Optional.of(name).filter(it -> !it.isEmpty());
      byte[] sealed = DECODER.decode(parts[3]);
      Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return token(person)
          .filter(it -> MessageDigest.isEqual(it.seal(pass.substring(0, seal)), sealed))
          .filter(_ -> clock.instant().isBefore(expiresAt))
          .map(_ -> new Session(person, expiresAt));
    } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<KnownToken> token(Optional<String> person) {
    return person.isPresent() ? people.tokenOf(person.get()) : Optional.of(admin);
  }
}
