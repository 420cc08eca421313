package io.fivewhys.collect.journal;

import io.fivewhys.access.OwnerOnly;
import io.fivewhys.collect.journal.Decision.Decided;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines that says what is known: whatever is taken is written, forced to the disk, and
 * only then taken, so that memory and file say the same, also after a crash. Grown too large, it is
 * replaced by a shorter one that says the same.
 *
 * <p>Several processes may share it: each reads what the others wrote before it decides. The first
 * line is a name that every replacement chooses anew, by which the others see that it was replaced.
 * A file that somebody removed is made again of what is known.
 *
 * <p>Safe for use by several threads.
 */
public final class LineJournal {
  private static final Logger LOG = LoggerFactory.getLogger(LineJournal.class);

  /** A smaller file is not worth replacing. */
  private static final long LEAST_REPLACED_BYTES = 1L << 20;

  /** No file that could be made shorter comes to as much. */
  private static final long MOST_BYTES = 512L << 20;

  private static final int NAME_BYTES = 36;
  private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration READERS_PATIENCE = Duration.ofSeconds(1);

  /** A try to write although nobody has anything to say: it writes the whole file. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

  private final Path file;
  private final JournalContent content;
  private final long leastReplacedBytes;
  private final ProcessLock processLock;
  private final Troubles troubles;
  private final Duration readersPatience;
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Of the file as far as it was taken; empty when there is none. */
  private Optional<Taken> taken = Optional.empty();

  private long replacedAtBytes;

  /**
   * What was written last may not be on the disk, or not whole: only a new file is to be trusted.
   */
  private boolean damaged;

  /**
   * @param wholeBytes up to the end of the last whole line
   */
  private record Taken(String name, long wholeBytes) {}

  /**
   * @param file whose directory is made when it is needed, for its owner alone
   */
  public LineJournal(Path file, JournalContent content, Clock clock) {
    this(file, content, clock, LEAST_REPLACED_BYTES, PATIENCE);
  }

  LineJournal(
      Path file, JournalContent content, Clock clock, long leastReplacedBytes, Duration patience) {
    this.file = file.toAbsolutePath();
    this.content = content;
    this.leastReplacedBytes = leastReplacedBytes;
    readersPatience = patience.compareTo(READERS_PATIENCE) < 0 ? patience : READERS_PATIENCE;
    troubles = new Troubles(this.file, clock);
    replacedAtBytes = leastReplacedBytes;
    processLock = new ProcessLock(this.file.resolveSibling(file.getFileName() + ".lock"), patience);
  }

  /**
   * Takes what other processes wrote. Where that cannot be read, or a writer holds it for long,
   * what is known has to do; {@link #trouble} says so. While nothing can be written it tries now
   * and then whether something can again, so that the trouble ends by itself.
   */
  public void refresh() {
    try {
      if (!turn.tryLock(readersPatience.toMillis(), TimeUnit.MILLISECONDS)) {
        troubles.notRead(new IOException("a writer has held it for more than " + readersPatience));
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
    try {
      takeNews();
      troubles.read();
    } catch (IOException e) {
      troubles.notRead(e);
    }
  }

  private void tryWriting() {
    try {
      OwnerOnly.createDirectory(file.getParent());
      try (FileChannel _ = processLock.acquire(readersPatience)) {
        takeNews();
        replace(List.of());
        troubles.written();
      }
    } catch (IOException e) {
      troubles.notWritten(e);
    }
  }

  /**
   * Decides, knowing all that was written before, and writes.
   *
   * @return what the decision came to, once it is on the disk
   * @throws JournalUnavailable when it is not; then nothing was taken
   */
  public <R> R append(Decision<R> decision) throws JournalUnavailable {
    turn.lock();
    try {
      OwnerOnly.createDirectory(file.getParent());
      try (FileChannel _ = processLock.acquire()) {
        takeNews();
        Decided<R> decided = decision.decide();
        if (damaged || !decided.lines().isEmpty()) {
          write(decided.lines());
          content.take(decided.lines().stream());
          troubles.written();
        } else {
          // Whether it could be written, nobody knows.
          troubles.read();
        }
        return decided.result();
      }
    } catch (IOException e) {
      throw troubles.notWritten(e);
    } finally {
      turn.unlock();
    }
  }

  /** What keeps it from being read or written; empty while all is well. */
  public Optional<Trouble> trouble() {
    return troubles.now();
  }

  private void takeNews() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      String name = new String(read(channel, 0, NAME_BYTES), StandardCharsets.UTF_8);
      long known =
          taken
              .filter(it -> it.name().equals(name) && it.wholeBytes() <= size)
              .map(Taken::wholeBytes)
              .orElse(0L);
      if (known == 0 || size > known) {
        take(name, known, read(channel, known, size - known));
      }
    } catch (NoSuchFileException gone) {
      // What is known outlives the file, which the next line makes again.
      taken = Optional.empty();
    }
  }

  private void take(String name, long from, byte[] news) {
    boolean named = NAME.matcher(name).matches();
    var lines = new Lines(news);
    if (from == 0) {
      damaged |= !named;
      content.replace(lines.from(named ? 1 : 0));
    } else {
      content.take(lines.from(0));
    }
    taken = Optional.of(new Taken(name, from + lines.wholeBytes()));
  }

  private void write(List<String> lines) throws IOException {
    if (damaged || taken.isEmpty()) {
      replace(lines);
      return;
    }
    if (taken.get().wholeBytes() > replacedAtBytes) {
      try {
        replace(lines);
        return;
      } catch (IOException e) {
        if (taken.get().wholeBytes() > MOST_BYTES) {
          throw e;
        }
        // It is too long and right all the same.
        replacedAtBytes = taken.get().wholeBytes() + leastReplacedBytes;
        LOG.warn("{} cannot be made shorter and grows: {}", file, e.toString());
      }
    }
    extend(lines);
  }

  private void extend(List<String> lines) throws IOException {
    long whole = taken.orElseThrow().wholeBytes();
    try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.WRITE)) {
      // Nobody else writes now, so what follows is what a crash left of a line.
      channel.truncate(whole);
      // After a failed force nobody knows what the disk has, whatever a second one may say; and
      // what
      // cannot be cut off again would be taken for written.
      damaged = true;
      try {
        channel.position(whole);
        for (String line : lines) {
          OwnerOnly.writeAll(channel, line + "\n");
        }
      } catch (IOException e) {
        channel.truncate(whole);
        damaged = false;
        throw e;
      }
      channel.force(true);
      damaged = false;
      taken = Optional.of(new Taken(taken.get().name(), channel.position()));
    }
  }

  /** By a new file that takes its place at once, or not at all. */
  private void replace(List<String> lines) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    String name = UUID.randomUUID().toString();
    long size;
    try (FileChannel channel =
            OwnerOnly.open(
                half,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Stream<String> known = content.lines()) {
      OwnerOnly.writeAll(channel, name + "\n");
      for (String line : (Iterable<String>) Stream.concat(known, lines.stream())::iterator) {
        OwnerOnly.writeAll(channel, line + "\n");
      }
      channel.force(true);
      size = channel.position();
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    OwnerOnly.forceEntryOf(file);
    taken = Optional.of(new Taken(name, size));
    damaged = false;
    replacedAtBytes = Math.max(leastReplacedBytes, 2 * size);
  }

  private static byte[] read(FileChannel channel, long from, long most) throws IOException {
    long count = Math.max(0, Math.min(most, channel.size() - from));
    if (count > 2 * MOST_BYTES) {
      throw new IOException("more than " + 2 * MOST_BYTES + " bytes");
    }
    var bytes = ByteBuffer.allocate((int) count);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Until all is there, or another process made it shorter.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
