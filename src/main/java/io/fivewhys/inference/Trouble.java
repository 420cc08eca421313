package io.fivewhys.inference;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A kind of error that a workload logs now and more often than usual.
 *
 * @param workload whose log
 * @param error which kind
 * @param about who the line names: a name that other facts know, or an address of its own; empty
 *     when it names nobody
 * @param known other facts know {@code about} by this name
 * @param count how often in the window; 0 for lines from just before it
 * @param baseline how often usually, in such a window
 * @param since since when
 * @param sample one line of it; empty when none was kept
 * @param pod the pod, where the lines come from one
 * @param revision the workload's revision, where the lines come from one
 * @param facts the counted lines
 */
public record Trouble(
    String workload,
    KnownError error,
    String about,
    boolean known,
    long count,
    OptionalLong baseline,
    Optional<Instant> since,
    String sample,
    Optional<String> pod,
    OptionalLong revision,
    List<Fact> facts)
    implements Observed {

  /** What one logs before a rollout is said to be from before it, since clocks differ. */
  private static final Duration SKEW = Duration.ofSeconds(120);

  /** New code meets what breaks it within so long. */
  private static final Duration SOON = Duration.ofMinutes(30);

  /** The line names somebody. */
  public boolean isAboutSomebody() {
    return !about.isEmpty();
  }

  /** Says that somebody cannot be reached, or does not answer as wanted. */
  public boolean isAboutTheWayThere() {
    return switch (error) {
      case CONNECTION_REFUSED,
          TIMEOUT,
          DNS_FAILURE,
          TLS_FAILURE,
          AUTH_FAILURE,
          RATE_LIMITED,
          NETWORK_UNREACHABLE,
          READ_ONLY,
          QUOTA_EXCEEDED ->
          true;
      case CODE_ERROR,
          OUT_OF_MEMORY,
          CONNECTION_POOL_EXHAUSTED,
          DISK_FULL,
          TOO_MANY_OPEN_FILES,
          CONFIG_MISSING,
          DEADLOCK,
          CIRCUIT_BREAKER_OPEN,
          LOCK_WAIT,
          SCHEMA_MISMATCH,
          PROCESS_CRASH,
          POLICY_DENIED,
          MESSAGE_TOO_LARGE ->
          false;
    };
  }

  /** Of a kind that the workload's own code, build or configuration brings along. */
  public boolean isOfItsCode() {
    return switch (error) {
      case CODE_ERROR, CONFIG_MISSING, PROCESS_CRASH, SCHEMA_MISMATCH -> true;
      default -> false;
    };
  }

  /** The first line came with a change at this time: from two minutes before to 30 after it. */
  public boolean isBegunWith(Instant change) {
    return since.isPresent()
        && !since.get().isBefore(change.minus(SKEW))
        && since.get().isBefore(change.plus(SOON));
  }

  /** Minutes from a change until the first line; 0 where it is not known. */
  public double minutesAfter(Instant change) {
    return since.map(it -> Duration.between(change, it).toSeconds() / 60.0).orElse(0.0);
  }

  /** The line names a bare IP address. */
  public boolean isAboutAnAddress() {
    return about.matches("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*");
  }

  /** The sample holds one of these words, in any case. */
  public boolean mentions(String... words) {
    String text = sample.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (text.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The sample names this thing, however it is written: {@code bonus-malus} and {@code BonusMalus}
   * are the same name.
   */
  public boolean names(String thing) {
    String wanted = squeezed(thing);
    return wanted.length() >= 4 && squeezed(sample).contains(wanted);
  }

  /** The sample names one of these things. */
  public boolean namesOneOf(java.util.Collection<String> things) {
    return things.stream().anyMatch(this::names);
  }

  private static String squeezed(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** "logs 238 times timeout about carrier". */
  public String words() {
    return workload
        + (count == 0 ? " just logged lines" : " logs " + Words.count(count, "line"))
        + " of "
        + error.toString().replace('_', ' ')
        + (about.isEmpty() ? "" : " about " + about);
  }
}
