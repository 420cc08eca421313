package io.fivewhys.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Passes that a browser carries instead of a token: who it is, from when until when, and which of
 * them it is, sealed with that token (HMAC-SHA256 under its hash). So they hold on every replica
 * and after a restart; and none outlives its token: where that is taken away or changed, the pass
 * is void. Whether somebody signed out of one is kept elsewhere. The pass does not give the token
 * away. Safe for use by several threads.
 *
 * @param admin whose pass names no person
 * @param lifetime of a pass
 */
public record Sessions(KnownToken admin, People people, Clock clock, Duration lifetime) {
  /** A working day and a night on call. */
  public static final Duration USUAL_LIFETIME = Duration.ofHours(12);

  /** How a pass is made up; one of another kind is none. */
  private static final String VERSION = "2";

  private static final int PARTS = 6;
  private static final int LONGEST = 400;
  private static final int ID_BYTES = 12;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** What is to be thought of what a browser has. */
  public sealed interface Pass {
    /** Ours, and its time is not over; whether it was ended before that is another question. */
    record Valid(Session session) implements Pass {}

    /** Ours, and its time is over. */
    record Expired(Session session) implements Pass {}

    /** Made or changed by somebody else, or sealed with a token that is no longer known. */
    record Forged() implements Pass {}

    /** The session, where it can be one still. */
    default Optional<Session> valid() {
      return switch (this) {
        case Valid(Session session) -> Optional.of(session);
        case Expired _, Forged _ -> Optional.empty();
      };
    }
  }

  /**
   * Whose pass it is.
   *
   * @param id its own; no secret
   * @param person empty for the admin token, which several may have
   */
  public record Session(String id, Optional<String> person, Instant issuedAt, Instant expiresAt) {
    /** Whoever shares it can be signed out together; as the audit log names them. */
    public String subject() {
      return person.map(it -> "person:" + it).orElse("admin");
    }
  }

  /**
   * A new pass.
   *
   * @param person empty for whoever has the admin token
   * @throws IllegalArgumentException when nobody of that name has a token
   */
  public String issue(Optional<String> person) {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    Instant now = clock.instant();
    String text =
        String.join(
            ".",
            VERSION,
            ENCODER.encodeToString(person.orElse("").getBytes(StandardCharsets.UTF_8)),
            Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, now)),
            Long.toString(now.plus(lifetime).getEpochSecond()),
            ENCODER.encodeToString(id));
    KnownToken token =
        token(person).orElseThrow(() -> new IllegalArgumentException("nobody has such a token"));
    return text + "." + ENCODER.encodeToString(token.seal(text));
  }

  /**
   * @param pass as a browser has it
   */
  public Pass open(String pass) {
    int seal = pass.lastIndexOf('.');
    String[] parts = pass.split("\\.", -1);
    if (pass.length() > LONGEST || parts.length != PARTS || !parts[0].equals(VERSION)) {
      return new Pass.Forged();
    }
    try {
      String name = new String(DECODER.decode(parts[1]), StandardCharsets.UTF_8);
      Optional<String> person = Optional.of(name).filter(it -> !it.isEmpty());
      byte[] sealed = DECODER.decode(parts[5]);
      Instant issuedAt = Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS);
      Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(parts[3]));
      var session = new Session(parts[4], person, issuedAt, expiresAt);
      return token(person)
          .filter(it -> MessageDigest.isEqual(it.seal(pass.substring(0, seal)), sealed))
          .<Pass>map(
              _ ->
                  clock.instant().isBefore(expiresAt)
                      ? new Pass.Valid(session)
                      : new Pass.Expired(session))
          .orElseGet(Pass.Forged::new);
    } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
      return new Pass.Forged();
    }
  }

  private Optional<KnownToken> token(Optional<String> person) {
    return person.isPresent() ? people.tokenOf(person.get()) : Optional.of(admin);
  }
}
