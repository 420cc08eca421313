package io.fivewhys;

import io.fivewhys.access.Anonymous;
import io.fivewhys.access.AuditLog;
import io.fivewhys.access.Binding;
import io.fivewhys.access.FoundToken;
import io.fivewhys.access.IntakeTokenStore;
import io.fivewhys.access.KnownToken;
import io.fivewhys.access.People;
import io.fivewhys.access.PeopleDirectory;
import io.fivewhys.access.TokenStore;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.http.access.AccessParts;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may do what, as the settings have it.
 *
 * @param token the admin token and where it comes from
 * @param intake the intake token, if there is one
 * @param people who have tokens of their own, where a directory of them is named; read until this
 *     is closed
 * @param anonymous what a request without a token may do
 */
record Admission(
    FoundToken token,
    Optional<FoundToken> intake,
    Optional<PeopleDirectory> people,
    Anonymous anonymous)
    implements AutoCloseable {

  /**
   * @throws io.fivewhys.access.TokenRefused when one must be configured, or cannot be used
   * @throws IOException when a new one cannot be kept
   */
  static Admission of(Settings settings, Surroundings surroundings) throws IOException {
    var binding = new Binding(settings.http().host());
    FoundToken token = token(settings, surroundings, binding);
    Optional<FoundToken> intake =
        intakeStore(settings, surroundings).find(KnownToken.of(token.secret()));
    return new Admission(
        token,
        intake,
        people(settings, surroundings, token, intake),
        binding.anonymous(settings.access().anonymous()));
  }

  private static Optional<PeopleDirectory> people(
      Settings settings, Surroundings surroundings, FoundToken admin, Optional<FoundToken> intake) {
    List<KnownToken> others =
        Stream.concat(Stream.of(admin), intake.stream())
            .map(it -> KnownToken.of(it.secret()))
            .toList();
    return settings
        .access()
        .peopleDirectory()
        .map(surroundings.directory()::resolve)
        .map(it -> PeopleDirectory.of(it, others));
  }

  @Override
  public void close() {
    people.ifPresent(PeopleDirectory::close);
  }

  /** What the API needs to know of it. */
  AccessParts parts(AuditLog audit, Clock clock) {
    return new AccessParts(
        KnownToken.of(token.secret()),
        intake.map(it -> KnownToken.of(it.secret())),
        people.<People>map(it -> it).orElse(People.NOBODY),
        anonymous,
        audit,
        clock);
  }

  private static FoundToken token(Settings settings, Surroundings surroundings, Binding binding)
      throws IOException {
    try {
      return binding.token(store(settings, surroundings));
    } catch (IOException e) {
      throw new IOException(
          "the admin token cannot be kept ("
              + e
              + "); data.directory must be a directory that the service may write to: in a"
              + " container, mount a volume there that belongs to its user",
          e);
    }
  }

  static TokenStore store(Settings settings, Surroundings surroundings) {
    return new TokenStore(
        surroundings.environment(),
        settings.access().adminTokenFile().map(surroundings.directory()::resolve),
        surroundings.directory().resolve(settings.data().directory()));
  }

  private static IntakeTokenStore intakeStore(Settings settings, Surroundings surroundings) {
    return new IntakeTokenStore(
        surroundings.environment(),
        settings.access().intakeTokenFile().map(surroundings.directory()::resolve));
  }

  /** What is unwise about them, for the log. */
  List<String> warnings() {
    Stream<String> ofTokens =
        Stream.concat(Stream.of(token), intake.stream())
            .flatMap(it -> it instanceof FoundToken.OfFile file ? file.warning().stream() : null);
    return Stream.concat(ofTokens, people.stream().flatMap(it -> it.warnings().stream())).toList();
  }

  /** A line for the one who starts the service; the token itself only when it is new. */
  String greeting() {
    return switch (token) {
      case FoundToken.Made made ->
          "Admin token, shown this once and kept in %s: %s"
              .formatted(made.file(), made.secret().reveal());
      case FoundToken.Kept kept -> "Admin token: in " + kept.file();
      case FoundToken.OfFile named -> "Admin token: in " + named.file();
      case FoundToken.OfEnvironment _ -> "Admin token: that of " + TokenStore.VARIABLE;
    };
  }
}
