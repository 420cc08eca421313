package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.collect.journal.Decision.Decided;
import io.fivewhys.collect.journal.Journal;
import io.fivewhys.collect.journal.JournalContent;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Timeout(120)
class SqlJournalTest {
  private static final long SHORT = 500;
  private static final int CONNECTIONS = 4;

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-22T12:00:00Z"));
  private Database database;

  @BeforeEach
  void open() {
    DatabaseOptions usual = kind.options(directory);
    var impatient =
        new DatabaseOptions(
            usual.url(),
            usual.user(),
            usual.password(),
            directory,
            CONNECTIONS,
            Duration.ofMillis(500));
    database = Database.open(impatient, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A set of words; the line "forget" empties it, a line with a blank makes no sense. */
  private static final class Words implements JournalContent {
    final Set<String> known = new LinkedHashSet<>();

    @Override
    public void replace(Stream<String> lines) {
      var fresh = new Words();
      fresh.take(lines);
      synchronized (this) {
        known.clear();
        known.addAll(fresh.known);
      }
    }

    @Override
    public void take(Stream<String> lines) {
      lines.forEach(this::take);
    }

    private synchronized void take(String line) {
      if (line.equals("forget")) {
        known.clear();
      } else if (!line.contains(" ")) {
        known.add(line);
      }
    }

    @Override
    public synchronized Stream<String> lines() {
      return List.copyOf(known).stream();
    }
  }

  /** One replica. */
  private final class Replica {
    final Words words = new Words();
    final Journal journal = new SqlJournals(database, SHORT).open("words", words);

    Set<String> known() {
      journal.refresh();
      return words.known;
    }

    /** Writes the words that are not known yet. */
    boolean add(String... some) throws JournalUnavailable {
      return journal.append(
          () -> {
            var lines = Stream.of(some).filter(it -> !words.known.contains(it)).toList();
            return new Decided<>(lines, !lines.isEmpty());
          });
    }

    void write(String... lines) throws JournalUnavailable {
      journal.append(() -> new Decided<>(List.of(lines), null));
    }
  }

  private long count(String what) {
    return database.read(
        it -> it.createQuery("select count(*) from " + what).mapTo(Long.class).one());
  }

  @Test
  void whatWasWrittenIsFoundByTheNextStart() throws JournalUnavailable {
    var first = new Replica();
    assertThat(first.known()).isEmpty();

    assertThat(first.add("a", "b")).isTrue();
    assertThat(first.add("c", "é😀\u0000\t")).isTrue();
    assertThat(first.add("a")).isFalse();

    assertThat(first.known()).containsExactly("a", "b", "c", "é😀\u0000\t");
    assertThat(new Replica().known()).isEqualTo(first.known());
    assertThat(first.journal.trouble()).isEmpty();
  }

  @Test
  void journalsOfOtherNamesAreOthers() throws JournalUnavailable {
    new Replica().add("a");
    var other = new Words();
    var journal = new SqlJournals(database).open("other", other);
    journal.append(() -> new Decided<>(List.of("b"), null));
    journal.refresh();

    assertThat(other.known).containsExactly("b");
    assertThat(new Replica().known()).containsExactly("a");
  }

  @Test
  void aLineMayBeOfMegabytes() throws JournalUnavailable {
    var random = new Random(5);
    var long1 = new StringBuilder();
    while (long1.length() < 3 << 20) {
      long1.append(Long.toHexString(random.nextLong()));
    }

    new Replica().add(long1.toString(), "b");

    assertThat(new Replica().known()).containsExactly(long1.toString(), "b");
  }

  @Test
  void manyLinesAreReadPageByPage() throws JournalUnavailable {
    var all = Stream.iterate(0, it -> it + 1).map(it -> "w" + it).limit(450).toList();
    new Replica().add(all.toArray(String[]::new));

    assertThat(new Replica().known()).containsExactlyElementsOf(all);
  }

  @Test
  void aLineThatIsDamagedOrMakesNoSenseStandsInNobodysWay() throws JournalUnavailable {
    var first = new Replica();
    first.add("a");
    first.write("no sense", "b", "c");
    database.change(
        it ->
            it.createUpdate("update journal_line set line = :line where sequence = 3")
                .bind("line", new byte[] {1, 2, 3})
                .execute());

    var next = new Replica();

    assertThat(next.known()).containsExactly("a", "c");
    next.add("d");
    assertThat(new Replica().known()).containsExactly("a", "c", "d");
  }

  @Test
  void grownTooLongItIsReplacedByWhatItComesTo() throws JournalUnavailable {
    var replica = new Replica();
    var other = new Replica();
    for (int i = 0; i < 100; i++) {
      replica.add("word" + i);
      replica.write("forget");
    }
    replica.add("last");

    assertThat(count("journal_line")).isLessThan(12);
    assertThat(new Replica().known()).contains("last").hasSizeLessThan(8);
    assertThat(other.known()).isEqualTo(new Replica().known());
    assertThat(count("journal_head")).isOne();
  }

  @Test
  void whatSomebodyRemovedIsMadeAgainOfWhatIsKnown() throws JournalUnavailable {
    var replica = new Replica();
    replica.add("a");
    database.change(it -> it.execute("delete from journal_line"));
    database.change(it -> it.execute("delete from journal_head"));
    assertThat(replica.known()).containsExactly("a");

    replica.add("b");

    assertThat(new Replica().known()).containsExactly("a", "b");
  }

  @Test
  void replicasKnowWhatTheOthersWrote() throws JournalUnavailable {
    var one = new Replica();
    var other = new Replica();
    one.add("a");
    other.add("b");

    assertThat(one.add("b")).as("the other wrote it").isFalse();
    assertThat(one.known()).containsExactly("a", "b");
    for (int i = 0; i < 20; i++) {
      one.write("forget", "word");
    }
    assertThat(other.known()).as("after it was replaced").containsExactly("word");
    other.add("c");
    assertThat(one.known()).containsExactly("word", "c");
  }

  @Test
  void manyWritersLoseNothingAndReadersNeverSeeAGap() throws Exception {
    var replicas = List.of(new Replica(), new Replica(), new Replica());
    var reader = new Replica();
    var written = new ArrayList<Future<Boolean>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 150; i++) {
        var word = "word" + i;
        var replica = replicas.get(i % 3);
        written.add(threads.submit(() -> replica.add(word)));
      }
      var read =
          threads.submit(
              () -> {
                int before = 0;
                while (before < 150) {
                  int now = reader.known().size();
                  assertThat(now).isGreaterThanOrEqualTo(before);
                  before = now;
                }
                return null;
              });
      for (var each : written) {
        assertThat(each.get()).isTrue();
      }
      read.get();
    }

    assertThat(new Replica().known()).hasSize(150);
    assertThat(reader.journal.trouble()).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsNotTakenAndTheTroubleEndsByItself() throws Exception {
    var replica = new Replica();
    replica.add("a");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var mayEnd = allConnectionsTaken(threads);

      assertThatThrownBy(() -> replica.add("b"))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("the journal words cannot be written");
      assertThat(replica.words.known).containsExactly("a");
      assertThat(replica.journal.trouble().orElseThrow().refuses()).isTrue();
      clock.pass(Duration.ofMinutes(1));
      assertThat(replica.known()).as("what is known has to do").containsExactly("a");
      assertThat(replica.journal.trouble()).as("it was tried in vain").isPresent();
      mayEnd.countDown();
    }

    assertThat(replica.add("a")).as("nothing is written").isFalse();
    assertThat(replica.known()).hasSize(1);
    assertThat(replica.journal.trouble()).as("too early for another try").isPresent();
    clock.pass(Duration.ofMinutes(1));
    replica.known();
    assertThat(replica.journal.trouble()).isEmpty();
    assertThat(replica.add("b")).as("it is not known yet").isTrue();
    assertThat(new Replica().known()).containsExactly("a", "b");
  }

  /** Until the latch is down. */
  private CountDownLatch allConnectionsTaken(ExecutorService threads) throws InterruptedException {
    var mayEnd = new CountDownLatch(1);
    var taken = new CountDownLatch(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      threads.submit(
          () ->
              database.read(
                  handle -> {
                    handle.execute("select 1");
                    taken.countDown();
                    awaited(mayEnd);
                    return null;
                  }));
    }
    taken.await();
    return mayEnd;
  }

  @Test
  void aDecisionThatFailsWritesNothing() throws JournalUnavailable {
    var replica = new Replica();
    replica.add("a");

    assertThatThrownBy(
            () ->
                replica.journal.append(
                    () -> {
                      throw new IllegalArgumentException("a bug");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    replica.add("b");
    assertThat(new Replica().known()).containsExactly("a", "b");
  }

  @Test
  void aReaderThatWaitsInVainForAWriterSaysThatWhatIsKnownMayBeOld() throws Exception {
    var replica = new Replica();
    var mayEnd = new CountDownLatch(1);
    var holds = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer =
          threads.submit(
              () ->
                  replica.journal.append(
                      () -> {
                        holds.countDown();
                        awaited(mayEnd);
                        return new Decided<>(List.of("a"), true);
                      }));
      holds.await();

      assertThat(replica.known()).isEmpty();
      var trouble = replica.journal.trouble().orElseThrow();
      assertThat(trouble.refuses()).isFalse();
      assertThat(trouble.why()).contains("cannot be read", "a writer has held it");
      assertThat(new Replica().known()).as("others read what is committed").isEmpty();
      mayEnd.countDown();
      assertThat(writer.get()).isTrue();
    }

    assertThat(replica.known()).containsExactly("a");
    assertThat(replica.journal.trouble()).isEmpty();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
