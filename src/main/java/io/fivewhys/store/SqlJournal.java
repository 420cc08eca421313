package io.fivewhys.store;

import io.fivewhys.collect.journal.Decision;
import io.fivewhys.collect.journal.Decision.Decided;
import io.fivewhys.collect.journal.Journal;
import io.fivewhys.collect.journal.JournalContent;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.collect.journal.Trouble;
import io.fivewhys.collect.journal.Troubles;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.store.JournalRows.Head;
import io.fivewhys.store.JournalRows.Replaced;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A journal in the database. Who writes holds its head, a row, until that is committed, so that
 * replicas take their turns. Grown too long, the lines are replaced by fewer that say the same,
 * under a new name by which the others see it.
 */
final class SqlJournal implements Journal {
  private static final Duration READERS_PATIENCE = Duration.ofSeconds(1);

  /** A try to write although nobody has anything to say. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  /** The lines are replaced rarely; twice while they are read means that a look takes minutes. */
  private static final int READINGS = 3;

  private final Database database;
  private final JournalRows rows;
  private final JournalContent content;
  private final long leastReplacedBytes;
  private final Troubles troubles;
  private final ReentrantLock turn = new ReentrantLock(true);

  /** As far as its lines were taken. */
  private Head known = Head.NONE;

  SqlJournal(Database database, String name, JournalContent content, long leastReplacedBytes) {
    this.database = database;
    rows = new JournalRows(name);
    this.content = content;
    this.leastReplacedBytes = leastReplacedBytes;
    troubles = new Troubles("the journal " + name, database.clock());
  }

  @Override
  public void refresh() {
    try {
      if (!turn.tryLock(READERS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        troubles.notRead("a writer has held it for more than " + READERS_PATIENCE);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      read();
      if (troubles.isWorthATry(BETWEEN_TRIES)) {
        tryWriting();
      }
    } finally {
      turn.unlock();
    }
  }

  private void read() {
    for (int reading = 1; reading <= READINGS; reading++) {
      try {
        database.read(
            handle -> {
              takeNews(handle, rows.head(handle));
              return null;
            });
        troubles.read();
        return;
      } catch (Replaced another) {
        // The next reading finds the new lines.
      } catch (DatabaseUnavailable gone) {
        troubles.notRead(gone.getMessage());
        return;
      }
    }
    troubles.notRead("its lines are replaced all the time");
  }

  private void tryWriting() {
    try {
      database.change(handle -> rows.setHead(handle, rows.lockedHead(handle)));
      troubles.written();
    } catch (DatabaseUnavailable gone) {
      troubles.notWritten(gone.getMessage(), gone);
    }
  }

  @Override
  public <R> R append(Decision<R> decision) throws JournalUnavailable {
    turn.lock();
    try {
      Written<R> written = database.write(handle -> write(handle, decision));
      if (written.lines().isEmpty()) {
        // Whether it could be written, nobody knows.
        troubles.read();
      } else {
        content.take(written.lines().stream());
        known = written.head();
        troubles.written();
      }
      return written.result();
    } catch (DatabaseUnavailable gone) {
      throw troubles.notWritten(gone.getMessage(), gone);
    } finally {
      turn.unlock();
    }
  }

  private record Written<R>(List<String> lines, Head head, R result) {}

  private <R> Written<R> write(Handle handle, Decision<R> decision) {
    Head head = rows.lockedHead(handle);
    // It is committed, whatever becomes of what follows.
    takeNews(handle, head);
    Decided<R> decided = decision.decide();
    if (!decided.lines().isEmpty()) {
      head = head(handle, head, decided.lines());
      rows.setHead(handle, head);
    }
    return new Written<>(decided.lines(), head, decided.result());
  }

  private Head head(Handle handle, Head head, List<String> lines) {
    if (!head.generation().isEmpty() && head.bytes() <= head.replacedAtBytes()) {
      return rows.added(handle, head, lines.stream());
    }
    Head empty = rows.emptied(handle);
    try (Stream<String> all = content.lines()) {
      Head shorter = rows.added(handle, empty, Stream.concat(all, lines.stream()));
      return new Head(
          shorter.generation(),
          shorter.sequence(),
          shorter.bytes(),
          Math.max(leastReplacedBytes, 2 * shorter.bytes()));
    }
  }

  /** Where somebody removed them, what is known outlives that, and the next line makes it again. */
  private void takeNews(Handle handle, Head head) {
    boolean same = head.generation().equals(known.generation());
    if (head.generation().isEmpty() || same && head.sequence() == known.sequence()) {
      return;
    }
    boolean more = same && head.sequence() > known.sequence();
    try (Stream<String> lines = rows.lines(handle, head, more ? known.sequence() : 0)) {
      if (more) {
        content.take(lines);
      } else {
        content.replace(lines);
      }
    }
    known = head;
  }

  @Override
  public Optional<Trouble> trouble() {
    return troubles.now();
  }
}
