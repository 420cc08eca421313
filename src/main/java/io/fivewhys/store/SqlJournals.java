package io.fivewhys.store;

import io.fivewhys.collect.journal.Journal;
import io.fivewhys.collect.journal.JournalContent;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.database.Database;

/** Journals in the database, shared by all replicas. */
public final class SqlJournals implements Journals {
  /** Fewer are not worth replacing. */
  private static final long LEAST_REPLACED_BYTES = 1L << 20;

  private final Database database;
  private final long leastReplacedBytes;

  public SqlJournals(Database database) {
    this(database, LEAST_REPLACED_BYTES);
  }

  SqlJournals(Database database, long leastReplacedBytes) {
    this.database = database;
    this.leastReplacedBytes = leastReplacedBytes;
  }

  @Override
  public Journal open(String name, JournalContent content) {
    return new SqlJournal(database, name, content, leastReplacedBytes);
  }
}
