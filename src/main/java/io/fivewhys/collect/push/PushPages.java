package io.fivewhys.collect.push;

import io.fivewhys.collect.journal.JournalContent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the lines come to: by gateway and source, what was pushed last. Safe for use by threads. */
final class PushPages implements JournalContent {
  private static final Logger LOG = LoggerFactory.getLogger(PushPages.class);

  /** Sources of all gateways that are remembered after their facts are gone. */
  private static final int MOST_SILENT = 1_000;

  private final Clock clock;
  private Map<Key, PushedSource> sources = new LinkedHashMap<>();

  /** The same for who may not wait. */
  private volatile List<PushedSource> copy = List.of();

  private record Key(String gateway, String source) {}

  PushPages(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void replace(Stream<String> lines) {
    // Megabytes are read aside; nobody waits for them.
    var fresh = new PushPages(clock);
    fresh.take(lines);
    synchronized (this) {
      sources = fresh.sources;
      forgetOld();
    }
  }

  @Override
  public void take(Stream<String> lines) {
    lines.forEach(
        text ->
            PushLine.read(text)
                .ifPresentOrElse(
                    this::take,
                    () ->
                        LOG.warn(
                            "A line of {} characters of pushed facts makes no sense",
                            text.length())));
  }

  private synchronized void take(PushLine.Read line) {
    var key = new Key(line.gateway(), line.source());
    sources.remove(key);
    line.pushed().ifPresent(it -> sources.put(key, it));
    forgetOld();
  }

  @Override
  public synchronized Stream<String> lines() {
    forgetOld();
    return List.copyOf(sources.values()).stream().map(PushLine::of);
  }

  /** Those that live, and those that are not forgotten yet; by name. */
  synchronized List<PushedSource> of(String gateway) {
    forgetOld();
    return sources.values().stream()
        .filter(it -> it.gateway().equals(gateway))
        .sorted(Comparator.comparing(PushedSource::source))
        .toList();
  }

  synchronized Optional<PushedSource> get(String gateway, String source) {
    forgetOld();
    return Optional.ofNullable(sources.get(new Key(gateway, source)));
  }

  /** Those that live; waits for nobody. */
  List<PushedSource> live() {
    Instant now = clock.instant();
    return copy.stream().filter(it -> it.isLive(now)).toList();
  }

  private void forgetOld() {
    Instant now = clock.instant();
    sources.values().removeIf(it -> it.isForgotten(now));
    sources.replaceAll((_, it) -> it.isLive(now) ? it : it.withoutFacts());
    List<PushedSource> silent =
        new ArrayList<>(sources.values().stream().filter(it -> !it.isLive(now)).toList());
    silent.sort(Comparator.comparing(PushedSource::expiresAt));
    silent.stream()
        .limit(Math.max(0, silent.size() - MOST_SILENT))
        .forEach(it -> sources.remove(new Key(it.gateway(), it.source())));
    copy = List.copyOf(sources.values());
  }
}
