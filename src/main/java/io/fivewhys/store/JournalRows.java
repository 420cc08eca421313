package io.fivewhys.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of one journal.
 *
 * @param journal its name
 */
record JournalRows(String journal) {
  private static final Logger LOG = LoggerFactory.getLogger(JournalRows.class);
  private static final int PAGE = 100;
  private static final long BATCH_BYTES = 4L << 20;

  /** Of a row, over and above the line. */
  private static final int ROW_BYTES = 100;

  private static final int MOST_LINE_BYTES = 512 << 20;

  /**
   * @param generation name of the lines that hold now; empty before the first
   * @param sequence of the last one; 0 when there is none
   * @param bytes of all, packed
   * @param replacedAtBytes from when on they are to be replaced by fewer
   */
  record Head(String generation, long sequence, long bytes, long replacedAtBytes) {
    static final Head NONE = new Head("", 0, 0, 0);
  }

  /** Another process has replaced the lines while they were read. */
  static final class Replaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Replaced() {
      super("the lines were replaced meanwhile", null, false, false);
    }
  }

  Head head(Handle handle) {
    return head(handle, "").orElse(Head.NONE);
  }

  /** Nobody else has it until the transaction ends. */
  Head lockedHead(Handle handle) {
    return head(handle, " for update").orElseGet(() -> madeHead(handle));
  }

  private Head madeHead(Handle handle) {
    handle
        .createUpdate(
            "insert into journal_head (journal, generation, last_sequence, bytes,"
                + " replaced_at_bytes) values (:journal, '', 0, 0, 0) on conflict do nothing")
        .bind("journal", journal)
        .execute();
    return head(handle, " for update").orElseThrow();
  }

  private Optional<Head> head(Handle handle, String lock) {
    return handle
        .createQuery(
            "select generation, last_sequence, bytes, replaced_at_bytes from journal_head"
                + " where journal = :journal"
                + lock)
        .bind("journal", journal)
        .map(
            (row, _) ->
                new Head(
                    row.getString("generation"),
                    row.getLong("last_sequence"),
                    row.getLong("bytes"),
                    row.getLong("replaced_at_bytes")))
        .findOne();
  }

  void setHead(Handle handle, Head head) {
    handle
        .createUpdate(
            "update journal_head set generation = :generation, last_sequence = :sequence,"
                + " bytes = :bytes, replaced_at_bytes = :replacedAtBytes where journal = :journal")
        .bind("generation", head.generation())
        .bind("sequence", head.sequence())
        .bind("bytes", head.bytes())
        .bind("replacedAtBytes", head.replacedAtBytes())
        .bind("journal", journal)
        .execute();
  }

  /** The head with these lines behind the others; the caller has it locked, and sets it. */
  Head added(Handle handle, Head head, Stream<String> lines) {
    long sequence = head.sequence();
    long bytes = head.bytes();
    try (var batch =
        handle.prepareBatch(
            "insert into journal_line (journal, generation, sequence, line)"
                + " values (:journal, :generation, :sequence, :line)")) {
      long waiting = 0;
      for (String line : (Iterable<String>) lines::iterator) {
        byte[] packed = Compressed.of(line.getBytes(StandardCharsets.UTF_8));
        batch
            .bind("journal", journal)
            .bind("generation", head.generation())
            .bind("sequence", ++sequence)
            .bind("line", packed)
            .add();
        bytes += packed.length + ROW_BYTES;
        waiting += packed.length;
        if (batch.size() == PAGE || waiting > BATCH_BYTES) {
          batch.execute();
          waiting = 0;
        }
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
    return new Head(head.generation(), sequence, bytes, head.replacedAtBytes());
  }

  /** An empty head in place of all lines. */
  Head emptied(Handle handle) {
    handle
        .createUpdate("delete from journal_line where journal = :journal")
        .bind("journal", journal)
        .execute();
    return new Head(UUID.randomUUID().toString(), 0, 0, 0);
  }

  /**
   * Lines as far as the head, read while they are asked for; one that is damaged is passed over.
   *
   * @param after sequence of the last one that is known; 0 when none is
   */
  Stream<String> lines(Handle handle, Head head, long after) {
    var spliterator =
        Spliterators.spliteratorUnknownSize(
            new Pages(handle, head, after), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(spliterator, false).flatMap(row -> unpacked(row).stream());
  }

  private Optional<String> unpacked(Row row) {
    try (var unpacking = Compressed.open(row.line())) {
      byte[] line = unpacking.readNBytes(MOST_LINE_BYTES);
      if (unpacking.read() >= 0) {
        throw new IOException("more than " + MOST_LINE_BYTES + " bytes");
      }
      return Optional.of(new String(line, StandardCharsets.UTF_8));
    } catch (IOException damaged) {
      LOG.warn(
          "Line {} of the journal {} cannot be read and is passed over: {}",
          row.sequence(),
          journal,
          damaged.toString());
      return Optional.empty();
    }
  }

  private record Row(long sequence, byte[] line) {}

  private final class Pages implements Iterator<Row> {
    private final Handle handle;
    private final Head head;
    private long last;
    private final Deque<Row> page = new ArrayDeque<>();

    Pages(Handle handle, Head head, long after) {
      this.handle = handle;
      this.head = head;
      last = after;
    }

    @Override
    public boolean hasNext() {
      if (page.isEmpty() && last < head.sequence()) {
        read();
      }
      return !page.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = page.removeFirst();
      last = row.sequence();
      return row;
    }

    private void read() {
      page.addAll(
          handle
              .createQuery(
                  "select sequence, line from journal_line where journal = :journal"
                      + " and generation = :generation and sequence > :last"
                      + " and sequence <= :upTo order by sequence fetch first :most rows only")
              .bind("journal", journal)
              .bind("generation", head.generation())
              .bind("last", last)
              .bind("upTo", head.sequence())
              .bind("most", PAGE)
              .map((row, _) -> new Row(row.getLong("sequence"), row.getBytes("line")))
              .list());
      if (page.isEmpty()) {
        throw new Replaced();
      }
    }
  }
}
