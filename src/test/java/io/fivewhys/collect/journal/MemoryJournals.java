package io.fivewhys.collect.journal;

import io.fivewhys.collect.journal.Decision.Decided;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Journals in memory, which outlive whoever opened them as those in a database do, and break when a
 * test says so.
 */
public final class MemoryJournals implements Journals {
  private final Map<String, List<String>> journals = new HashMap<>();
  private final Clock clock;
  private boolean broken;

  public MemoryJournals(Clock clock) {
    this.clock = clock;
  }

  /** From now on, nothing can be written or read; or again. */
  public synchronized void broken(boolean now) {
    broken = now;
  }

  /** What is kept. */
  public synchronized List<String> lines(String name) {
    return List.copyOf(journals.getOrDefault(name, List.of()));
  }

  /** As if another version of the program had written it. */
  public synchronized void write(String name, String... lines) {
    journals.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(List.of(lines));
  }

  @Override
  public Journal open(String name, JournalContent content) {
    return new Opened(name, content);
  }

  private final class Opened implements Journal {
    private final String name;
    private final JournalContent content;
    private final Troubles troubles;
    private int known;

    Opened(String name, JournalContent content) {
      this.name = name;
      this.content = content;
      troubles = new Troubles("the journal " + name, clock);
    }

    @Override
    public void refresh() {
      synchronized (MemoryJournals.this) {
        if (broken) {
          troubles.notRead("broken");
          return;
        }
        takeNews();
        troubles.read();
      }
    }

    @Override
    public <R> R append(Decision<R> decision) throws JournalUnavailable {
      synchronized (MemoryJournals.this) {
        if (broken) {
          throw troubles.notWritten("broken", null);
        }
        takeNews();
        Decided<R> decided = decision.decide();
        write(name, decided.lines().toArray(String[]::new));
        takeNews();
        troubles.written();
        return decided.result();
      }
    }

    private void takeNews() {
      List<String> all = lines(name);
      Stream<String> news = all.stream().skip(known);
      if (known == 0) {
        content.replace(news);
      } else {
        content.take(news);
      }
      known = all.size();
    }

    @Override
    public Optional<Trouble> trouble() {
      return troubles.now();
    }
  }
}
