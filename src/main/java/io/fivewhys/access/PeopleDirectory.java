package io.fivewhys.access;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of people, one file for each in a directory: its name is the person's, its first line the
 * token. What is changed there counts within seconds; a file that cannot be used lets nobody in,
 * nor does a directory that cannot be read. Names that begin with a dot are passed over, as
 * Kubernetes has them beside the files of a mounted secret.
 */
public final class PeopleDirectory implements People, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeopleDirectory.class);
  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final TokenText TEXT = new TokenText("token of a person");

  /** More would be no file for each, but a database. */
  static final int MOST = 200;

  private final Path directory;
  private final List<KnownToken> others;
  private final Duration between;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Known known;

  /**
   * @param tokens by name
   * @param problems what is wrong with files, in words
   */
  private record Known(Map<String, KnownToken> tokens, List<String> problems, List<String> unwise) {
    static Known nobody(String problem) {
      return new Known(Map.of(), List.of(problem), List.of());
    }
  }

  private PeopleDirectory(Path directory, List<KnownToken> others, Duration between) {
    this.directory = directory;
    this.others = List.copyOf(others);
    this.between = between;
    known = read();
  }

  /**
   * Reads it, and goes on doing so until it is closed.
   *
   * @param others tokens that are nobody's own
   * @throws TokenRefused when it cannot be read, or a file of it cannot be used
   */
  public static PeopleDirectory of(Path directory, List<KnownToken> others) {
    return of(directory, others, BETWEEN_READINGS);
  }

  /**
   * @param between from one reading to the next
   */
  static PeopleDirectory of(Path directory, List<KnownToken> others, Duration between) {
    var people = new PeopleDirectory(directory, others, between);
    if (!people.known.problems().isEmpty()) {
      throw new TokenRefused(String.join("; ", people.known.problems()));
    }
    Thread.ofVirtual().name("people").start(people::follow);
    return people;
  }

  @Override
  public Optional<String> named(String presented) {
    Optional<String> found = Optional.empty();
    for (var each : known.tokens().entrySet()) {
      if (each.getValue().matches(presented)) {
        found = Optional.of(each.getKey());
      }
    }
    return found;
  }

  @Override
  public Optional<KnownToken> tokenOf(String name) {
    return Optional.ofNullable(known.tokens().get(name));
  }

  /** How many there are. */
  public int size() {
    return known.tokens().size();
  }

  /** What is unwise about the files, for the log. */
  public List<String> warnings() {
    return known.unwise();
  }

  private void follow() {
    try {
      while (!closing.await(between.toNanos(), TimeUnit.NANOSECONDS)) {
        Known before = known;
        Known now = read();
        known = now;
        now.problems().stream()
            .filter(it -> !before.problems().contains(it))
            .forEach(it -> LOG.error("Somebody cannot come in: {}", it));
        if (!before.tokens().keySet().equals(now.tokens().keySet())) {
          LOG.info("People with a token of their own: {}", now.tokens().keySet());
        }
      }
    } catch (InterruptedException e) {
      known = Known.nobody("nobody reads " + directory + " any more");
      Thread.currentThread().interrupt();
    }
  }

  private Known read() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path each : entries) {
        if (!each.getFileName().toString().startsWith(".")) {
          files.add(each);
        }
        if (files.size() > MOST) {
          return Known.nobody("%s has more than %d files".formatted(directory, MOST));
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return Known.nobody(
          "access.people-directory: %s cannot be read; is it there?".formatted(directory));
    }
    return read(files);
  }

  private Known read(List<Path> files) {
    var secrets = new TreeMap<String, Secret>();
    var problems = new ArrayList<String>();
    var unwise = new ArrayList<String>();
    for (Path each : files) {
      String name = each.getFileName().toString();
      if (!NAME.matcher(name).matches()) {
        problems.add(
            "%s is no name of a person: 1 to 64 letters, digits and . _ @ -".formatted(each));
        continue;
      }
      try {
        secrets.put(name, TEXT.readFirstLine(each));
        TEXT.unwise(each).ifPresent(unwise::add);
      } catch (TokenRefused refused) {
        problems.add(refused.getMessage());
      }
    }
    return new Known(distinct(secrets, problems), List.copyOf(problems), List.copyOf(unwise));
  }

  /** Whoever could pass for two people could approve what they wanted themselves. */
  private Map<String, KnownToken> distinct(Map<String, Secret> secrets, List<String> problems) {
    var owners = new HashMap<String, List<String>>();
    secrets.forEach(
        (name, secret) ->
            owners.computeIfAbsent(secret.reveal(), _ -> new ArrayList<>()).add(name));
    var tokens = new TreeMap<String, KnownToken>();
    owners.forEach(
        (token, names) -> {
          if (names.size() > 1) {
            names.sort(null);
            problems.add(
                "%s have the same token in %s".formatted(String.join(" and ", names), directory));
          } else if (others.stream().anyMatch(it -> it.matches(token))) {
            problems.add(
                "The token of %s in %s is the admin token or the intake token"
                    .formatted(names.getFirst(), directory));
          } else {
            tokens.put(names.getFirst(), KnownToken.of(secrets.get(names.getFirst())));
          }
        });
    problems.sort(null);
    return Map.copyOf(tokens);
  }

  /** Reads no more; who is known stays so. */
  @Override
  public void close() {
    closing.countDown();
  }
}
