package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import io.fivewhys.trial.SnapshotWeight;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records snapshots that were diagnosed as files that their owner alone may read, on a thread of
 * its own: whoever was answered neither waits nor fails for it.
 *
 * <p>What is kept: of equal content, whenever it was observed, only the newest, and a repetition
 * within {@link #REPETITION} not at all; healthy ones never push out the others beyond a quarter of
 * the room; none longer than its age allows. The thread rests three times as long as it works, so
 * that under a flood it takes at most a quarter of a core; what then finds no place in the queue is
 * dropped and counted.
 *
 * <p>Nothing is forced onto the disk: a file that a power failure tears is left out when read.
 */
public final class SnapshotRecorder implements RecordedSnapshots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotRecorder.class);
  private static final Duration REPETITION = Duration.ofMinutes(1);
  private static final int QUEUE = 64;
  private static final long QUEUE_BYTES = 64L << 20;
  private static final int REST = 3;
  private static final long LONGEST_REST_MILLIS = 5_000;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int CONTENT_BYTES = 8;

  private record Waiting(Snapshot snapshot, Diagnosis diagnosis, Instant at, long bytes) {
    /** Wakes a thread that waits for more. */
    static final Waiting NO_MORE = new Waiting(null, null, Instant.EPOCH, 0);
  }

  private final Path directory;
  private final int mostFiles;
  private final long mostBytes;
  private final Duration mostAge;
  private final UnaryOperator<Fact> masking;
  private final Clock clock;
  private final SnapshotWriter writer = new SnapshotWriter();
  private final SnapshotFiles files;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final LongAdder recorded = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Of the thread. */
  private Optional<SnapshotDirectory> opened = Optional.empty();

  private boolean failing;

  /**
   * Begins at once; a directory that cannot be made is tried again with each snapshot.
   *
   * @param mostFiles 0 records nothing, and leaves what is there
   * @param mostBytes of all files, 1 or more
   * @param mostAge how long one is kept at most
   * @param masking takes out of a fact what must not be kept
   */
  public SnapshotRecorder(
      Path directory,
      int mostFiles,
      long mostBytes,
      Duration mostAge,
      UnaryOperator<Fact> masking,
      Clock clock) {
    this.directory = directory;
    this.mostFiles = mostFiles;
    this.mostBytes = mostBytes;
    this.mostAge = mostAge;
    this.masking = masking;
    this.clock = clock;
    files = new SnapshotFiles(directory, clock);
    thread = Thread.ofPlatform().name("snapshot-recorder").daemon().unstarted(this::work);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /**
   * Hands a snapshot over; returns at once and never throws.
   *
   * @param diagnosis with its id
   */
  public void record(Snapshot snapshot, Diagnosis diagnosis) {
    if (mostFiles == 0 || isClosing()) {
      return;
    }
    long bytes = SnapshotWeight.bytes(snapshot);
    long before = waitingBytes.getAndAdd(bytes);
    boolean fits = before == 0 || before + bytes <= QUEUE_BYTES;
    if (!fits || !queue.offer(new Waiting(snapshot, diagnosis, clock.instant(), bytes))) {
      waitingBytes.addAndGet(-bytes);
      dropped.increment();
    }
  }

  @Override
  public Stream<RecordedSnapshot> latest(int limit) {
    return files.latest(limit);
  }

  /** How many were written. */
  public long recorded() {
    return recorded.sum();
  }

  /** How many were not written because the same was, just before. */
  public long repeated() {
    return repeated.sum();
  }

  /** How many found no place in the queue, or were too large to be kept. */
  public long dropped() {
    return dropped.sum();
  }

  /** How many could not be written. */
  public long failed() {
    return failed.sum();
  }

  /** Takes no more and writes what waits, for 5 seconds at most. */
  @Override
  public void close() {
    // Not by an interrupt, which would break off the file that is being written.
    closing.countDown();
    queue.offer(Waiting.NO_MORE);
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void work() {
    try {
      for (Waiting next = next(); next != null && next != Waiting.NO_MORE; next = next()) {
        long beganNanos = System.nanoTime();
        attempt(next);
        waitingBytes.addAndGet(-next.bytes());
        long workedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        closing.await(Math.min(LONGEST_REST_MILLIS, REST * workedMillis), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private Waiting next() throws InterruptedException {
    return isClosing() ? queue.poll() : queue.take();
  }

  private void attempt(Waiting waiting) {
    try {
      write(waiting);
      if (failing) {
        failing = false;
        LOG.info("Snapshots are recorded again in {}", directory);
      }
    } catch (IOException | RuntimeException e) {
      failed.increment();
      // Somebody may have removed it while the service runs; the next snapshot makes it again.
      opened = Optional.empty();
      if (!failing) {
        failing = true;
        LOG.warn(
            "Snapshots cannot be recorded in {}, so that rules cannot be tried on them; it is tried"
                + " on with each: {}",
            directory,
            e.toString());
      }
    }
  }

  private void write(Waiting waiting) throws IOException {
    SnapshotDirectory open = directory();
    open.forget(waiting.at().minus(mostAge));
    Snapshot posted = waiting.snapshot();
    Snapshot snapshot = posted.withFacts(posted.facts().stream().map(masking).toList());
    String content = contentOf(snapshot);
    boolean isRepetition =
        open.recordingOf(content)
            .filter(known -> known.recordedAt().plus(REPETITION).isAfter(waiting.at()))
            .isPresent();
    if (isRepetition) {
      repeated.increment();
      return;
    }
    var name =
        new RecordedName(
            waiting.at(), waiting.diagnosis().id(), waiting.diagnosis().verdict(), content);
    boolean kept =
        open.write(
            name,
            out -> {
              var gzip = new GZIPOutputStream(out, 8 << 10);
              writer.write(snapshot, gzip);
              gzip.finish();
            });
    (kept ? recorded : dropped).increment();
  }

  private SnapshotDirectory directory() throws IOException {
    if (opened.isEmpty()) {
      opened = Optional.of(new SnapshotDirectory(directory, mostFiles, mostBytes));
    }
    return opened.get();
  }

  /** A hash of all but the time of observation. */
  private String contentOf(Snapshot snapshot) throws IOException {
    var timeless =
        new Snapshot(
            snapshot.gateway(),
            snapshot.namespace(),
            Instant.EPOCH,
            snapshot.window(),
            snapshot.facts());
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      writer.write(timeless, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest(), 0, CONTENT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
