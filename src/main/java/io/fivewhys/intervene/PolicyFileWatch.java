package io.fivewhys.intervene;

import io.fivewhys.settings.Problem;
import io.fivewhys.store.MitigationPolicies;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that people edit. It is news only when it differs from what this replica saw in it last:
 * replicas whose copies of a ConfigMap differ for a minute would else undo each other's change. One
 * that is gone is no wish for anything.
 */
public final class PolicyFileWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyFileWatch.class);

  private final String name;
  private final Path path;

  /** What was taken in or refused last. */
  private Optional<String> seen = Optional.empty();

  /** What was there at the look before: an editor may still be writing. */
  private Optional<String> before = Optional.empty();

  private volatile List<Problem> problems = List.of();

  /**
   * @param name as it was set, for messages
   */
  public PolicyFileWatch(String name, Path path) {
    this.name = name;
    this.path = path;
  }

  String name() {
    return name;
  }

  /** Why what it holds is not in force. */
  List<Problem> problems() {
    return problems;
  }

  /** What it holds. */
  synchronized Optional<String> now() {
    before = text();
    return before;
  }

  /** What it holds, when that is news, and was there at the last look too. */
  synchronized Optional<String> changed() {
    Optional<String> old = before;
    before = text();
    return before.filter(it -> old.equals(before) && !seen.equals(before));
  }

  /** What was there at the last look needs nobody's attention until it changes. */
  synchronized void taken(List<Problem> found) {
    seen = before;
    problems = List.copyOf(found);
  }

  private Optional<String> text() {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MitigationPolicies.MOST_BYTES + 1);
      if (bytes.length > MitigationPolicies.MOST_BYTES) {
        return refused(
            "more than %d bytes".formatted(MitigationPolicies.MOST_BYTES), "no more than that");
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException _) {
      seen = Optional.empty();
      problems = List.of();
      return Optional.empty();
    } catch (CharacterCodingException _) {
      return refused("a file that is not UTF-8", "a text in UTF-8");
    } catch (IOException unreadable) {
      return refused("a file that cannot be read: " + unreadable.getMessage(), "one that can");
    }
  }

  private Optional<String> refused(String found, String allowed) {
    var problem = new Problem("the file", name, found, allowed, Optional.empty());
    if (!problems.contains(problem)) {
      LOG.error("The policy is not taken in; what was in force stays so: {}", problem);
    }
    seen = Optional.empty();
    problems = List.of(problem);
    return Optional.empty();
  }
}
