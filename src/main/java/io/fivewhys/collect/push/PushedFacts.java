package io.fivewhys.collect.push;

import io.fivewhys.collect.journal.Decision.Decided;
import io.fivewhys.collect.journal.Journal;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.collect.journal.Trouble;
import io.fivewhys.fact.Fact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Facts that scripts posted, of all gateways, kept in a journal until their time is over. A new
 * push of a script takes the place of its last one. Safe for use by threads, and by processes over
 * the same journal.
 */
public final class PushedFacts {
  public static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
  public static final Duration LONGEST_TTL = Duration.ofDays(1);

  /** What a script may be called. */
  public static final Pattern SOURCE = Pattern.compile("[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?");

  private static final long MOST_BYTES_OF_ALL = 64L << 20;

  private final Clock clock;
  private final PushLimits limits;
  private final PushPages pages;
  private final Journal journal;
  private final long mostBytesOfAll;

  /** Reads what there is. */
  public PushedFacts(Journals journals, PushLimits limits, Clock clock) {
    this(journals, limits, clock, MOST_BYTES_OF_ALL);
  }

  PushedFacts(Journals journals, PushLimits limits, Clock clock, long mostBytesOfAll) {
    this.clock = clock;
    this.limits = limits;
    this.mostBytesOfAll = mostBytesOfAll;
    pages = new PushPages(clock);
    journal = journals.open("pushed", pages);
    journal.refresh();
  }

  /**
   * Takes what a script saw, in place of what it pushed before.
   *
   * @param source what the script is called, of the shape of {@link #SOURCE}
   * @param ttl from {@link #SHORTEST_TTL} to {@link #LONGEST_TTL}
   * @return once it is kept
   * @throws JournalUnavailable when that cannot be made sure: another try may succeed
   */
  public PushResult push(String gateway, String source, Duration ttl, List<Fact> facts)
      throws JournalUnavailable {
    if (!SOURCE.matcher(source).matches()
        || ttl.compareTo(SHORTEST_TTL) < 0
        || ttl.compareTo(LONGEST_TTL) > 0) {
      throw new IllegalArgumentException("no source or time to live: " + source + " " + ttl);
    }
    return journal.append(
        () -> {
          var last = pages.get(gateway, source);
          var unweighed =
              new PushedSource(
                  gateway,
                  source,
                  clock.instant(),
                  ttl,
                  1 + last.map(PushedSource::pushes).orElse(0L),
                  facts,
                  0);
          var pushed = unweighed.weighing(PushLine.bytesOf(unweighed));
          Optional<String> full = full(pushed);
          return full.isPresent()
              ? new Decided<>(List.of(), new PushResult.Full(full.get()))
              : new Decided<PushResult>(
                  List.of(PushLine.of(pushed)), new PushResult.Taken(pushed, last.isEmpty()));
        });
  }

  /**
   * Forgets what a script pushed, and that it used to.
   *
   * @return empty when nothing of it was known
   * @throws JournalUnavailable when it would come back after a restart
   */
  public Optional<PushedSource> takeBack(String gateway, String source) throws JournalUnavailable {
    return journal.append(
        () -> {
          var known = pages.get(gateway, source);
          return new Decided<>(known.map(PushLine::takenBack).stream().toList(), known);
        });
  }

  /** What is known of a gateway, by source: those that live, and those that fell silent lately. */
  public List<PushedSource> of(String gateway) {
    journal.refresh();
    return pages.of(gateway);
  }

  /** How many live, of all gateways, as far as this process knows; waits for nobody. */
  public int live() {
    return pages.live().size();
  }

  /** What keeps facts from being taken; empty while all is well. */
  public Optional<Trouble> trouble() {
    return journal.trouble();
  }

  private Optional<String> full(PushedSource pushed) {
    Instant now = clock.instant();
    List<PushedSource> others =
        pages.of(pushed.gateway()).stream()
            .filter(it -> it.isLive(now) && !it.source().equals(pushed.source()))
            .toList();
    long facts = pushed.facts().size() + others.stream().mapToLong(it -> it.facts().size()).sum();
    long bytes = pushed.bytes() + others.stream().mapToLong(PushedSource::bytes).sum();
    long ofAll =
        pushed.bytes()
            + pages.live().stream()
                .filter(it -> !isReplacedBy(pushed, it))
                .mapToLong(PushedSource::bytes)
                .sum();
    if (others.size() >= limits.mostSources()) {
      return Optional.of("facts of %d sources live already".formatted(others.size()));
    }
    if (facts > limits.mostFacts()) {
      return Optional.of(
          "with these there would be %d facts, of %d at most".formatted(facts, limits.mostFacts()));
    }
    if (bytes > limits.mostBytes()) {
      return Optional.of(
          "with these the facts would have %d bytes, of %d at most"
              .formatted(bytes, limits.mostBytes()));
    }
    return ofAll > mostBytesOfAll
        ? Optional.of("the facts of all gateways together have too many bytes")
        : Optional.empty();
  }

  private static boolean isReplacedBy(PushedSource pushed, PushedSource known) {
    return known.gateway().equals(pushed.gateway()) && known.source().equals(pushed.source());
  }
}
