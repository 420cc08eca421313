package io.fivewhys.revision;

import io.fivewhys.revision.JournalEntry.Activated;
import io.fivewhys.revision.JournalEntry.Dropped;
import io.fivewhys.revision.JournalEntry.Refused;
import io.fivewhys.revision.JournalEntry.TakenIn;
import io.fivewhys.revision.RevisionsUnavailable.Code;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revisions in a directory:
 *
 * <ul>
 *   <li>{@code active}: the {@link Head}, replaced by rename: the one place that decides
 *   <li>{@code revisions.jsonl}: the journal; follows {@code active} and is mended from it
 *   <li>{@code files/<revision>.json.gz}: contents; their name is their hash, so that damage shows
 *   <li>{@code lock}: held while one of these is written
 * </ul>
 *
 * <p>A change is written in the order contents, head, journal, each made to last before the next: a
 * process that is killed in between leaves the change either done or not.
 *
 * <p>Several services on one machine may share a directory, as they do for a moment during a
 * rolling update; refusing the second would keep the new one from ever being ready. On a network
 * file system this needs locks that work.
 */
public final class FileRevisions implements RevisionStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileRevisions.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Kept through a new beginning of the journal. */
  private static final int REFUSALS = 200;

  private final Path directory;
  private final int keep;
  private final Clock clock;
  private final StoreLock lock;
  private final Journal journal;

  /**
   * Opens a directory, or makes it, and mends what a crash left.
   *
   * @param keep how many revisions keep their contents, besides those in use
   * @throws RevisionsUnavailable when it cannot be written
   */
  public FileRevisions(Path directory, int keep, Clock clock) {
    this(directory, keep, clock, PATIENCE, Journal.MOST_BYTES);
  }

  FileRevisions(Path directory, int keep, Clock clock, Duration patience, long journalBytes) {
    this.directory = directory;
    this.keep = keep;
    this.clock = clock;
    this.journal = new Journal(directory.resolve("revisions.jsonl"), journalBytes);
    try {
      PrivateFiles.directory(directory.resolve("files"));
      this.lock = new StoreLock(directory.resolve("lock"), patience);
    } catch (IOException e) {
      throw unavailable(e);
    }
    locked(
        () -> {
          mend();
          return null;
        });
  }

  @Override
  public Optional<Head> head() {
    try {
      return Optional.of(RevisionJson.read(Files.readAllBytes(active()), Head.class));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public boolean advance(long expected, Head next, Collection<RuleFiles> contents) {
    return locked(
        () -> {
          Optional<Head> now = head();
          if (now.map(Head::version).orElse(0L) != expected) {
            return false;
          }
          journal.repair();
          now.ifPresent(this::journalIfMissing);
          for (RuleFiles files : contents) {
            keep(files);
          }
          Head bounded = next.withReport(RevisionJson.bounded(next.revision().report()));
          PrivateFiles.replace(active(), RevisionJson.line(bounded));
          afterwards(now, bounded);
          return true;
        });
  }

  /** The head has moved and that stands: what fails here is caught up with the next time. */
  private void afterwards(Optional<Head> before, Head now) {
    try {
      long number = now.revision().number();
      boolean sameRevision = before.filter(it -> it.revision().number() == number).isPresent();
      journal.append(
          sameRevision
              ? new TakenIn(clock.instant(), now.version(), now.source())
              : new Activated(now));
      dropOldContents(now);
      beginAnewWhenFull();
    } catch (IOException | RevisionsUnavailable e) {
      LOG.error("Revision {} is in force, but not journalled", now.revision().number(), e);
    }
  }

  @Override
  public Optional<RuleFiles> files(String revision) {
    if (!revision.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    Path file = contents(revision);
    try {
      RuleFiles files = RevisionJson.unpack(Files.readAllBytes(file));
      if (files.revision().equals(revision)) {
        return Optional.of(files);
      }
      LOG.error("{} does not hold what its name says; it counts as lost", file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.error("{} cannot be read; it counts as lost: {}", file, e.toString());
    }
    return Optional.empty();
  }

  @Override
  public List<Revision> history(int limit) {
    return youngest(limit, activated().map(it -> it.head().revision()));
  }

  @Override
  public void note(Refusal refusal) {
    Refusal bounded =
        new Refusal(
            refusal.candidate(),
            refusal.origin(),
            refusal.author(),
            refusal.message(),
            refusal.at(),
            refusal.detail(),
            RevisionJson.bounded(refusal.report()));
    locked(
        () -> {
          journal.repair();
          journal.append(new Refused(bounded));
          beginAnewWhenFull();
          return null;
        });
  }

  @Override
  public List<Refusal> refusals(int limit) {
    return youngest(
        limit,
        entries().stream().filter(Refused.class::isInstance).map(it -> ((Refused) it).refusal()));
  }

  private Path active() {
    return directory.resolve("active");
  }

  private Path contents(String revision) {
    return directory.resolve("files").resolve(revision + ".json.gz");
  }

  private void keep(RuleFiles files) throws IOException {
    String revision = files.revision();
    if (files(revision).isEmpty()) {
      PrivateFiles.replace(contents(revision), RevisionJson.pack(files));
    }
  }

  private void mend() throws IOException {
    forgetUnfinished(directory);
    forgetUnfinished(directory.resolve("files"));
    journal.repair();
    Optional<Head> head = readableHead();
    if (head.isPresent()) {
      journalIfMissing(head.get());
      return;
    }
    Optional<Head> last = lastOfJournal();
    if (last.isPresent()) {
      LOG.warn(
          "{} was lost; revision {} is the last of the journal and in force again",
          active(),
          last.get().revision().number());
      PrivateFiles.replace(active(), RevisionJson.line(last.get()));
    }
  }

  private Optional<Head> lastOfJournal() {
    Optional<Head> last = Optional.empty();
    for (JournalEntry entry : entries()) {
      Optional<Head> before = last;
      last =
          switch (entry) {
            case Activated activated -> Optional.of(activated.head());
            case TakenIn taken ->
                before.map(it -> new Head(taken.version(), it.revision(), taken.source()));
            case Refused _, Dropped _ -> before;
          };
    }
    return last;
  }

  /** The process that moved the head may have been killed before it wrote so. */
  private void journalIfMissing(Head head) {
    long last = history(1).stream().mapToLong(Revision::number).findFirst().orElse(0);
    if (head.revision().number() > last) {
      LOG.warn("Revision {} was in force but not journalled", head.revision().number());
      try {
        journal.append(new Activated(head));
      } catch (IOException e) {
        throw unavailable(e);
      }
    }
  }

  private Optional<Head> readableHead() throws IOException {
    try {
      return Optional.of(RevisionJson.read(Files.readAllBytes(active()), Head.class));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException damaged) {
      Path aside = directory.resolve("active.damaged");
      LOG.error("{} cannot be read and is now {}: {}", active(), aside, damaged.toString());
      Files.move(active(), aside, StandardCopyOption.REPLACE_EXISTING);
      return Optional.empty();
    }
  }

  private static void forgetUnfinished(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(it -> it.toString().endsWith(PrivateFiles.UNFINISHED)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void dropOldContents(Head head) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(directory.resolve("files"))) {
      all = files.filter(it -> it.toString().endsWith(".json.gz")).toList();
    }
    if (all.size() <= keep) {
      return;
    }
    Set<String> used = new HashSet<>();
    used.add(head.revision().id());
    head.revision().parent().ifPresent(used::add);
    used.add(head.source().revision());
    for (Revision revision : history(Integer.MAX_VALUE)) {
      if (used.size() >= keep) {
        break;
      }
      used.add(revision.id());
    }
    List<String> dropped = new ArrayList<>();
    for (Path file : all) {
      String revision = file.getFileName().toString().replace(".json.gz", "");
      if (!used.contains(revision)) {
        Files.delete(file);
        dropped.add(revision);
      }
    }
    if (!dropped.isEmpty()) {
      journal.append(new Dropped(clock.instant(), dropped));
    }
  }

  private void beginAnewWhenFull() throws IOException {
    if (journal.isFull()) {
      journal.beginAnew(REFUSALS);
      LOG.info("The journal in {} was full; all of it is in revisions.jsonl.old", directory);
    }
  }

  private Stream<Activated> activated() {
    return entries().stream()
        .filter(Activated.class::isInstance)
        .map(Activated.class::cast)
        .sorted(Comparator.comparingLong(it -> it.head().revision().number()));
  }

  private List<JournalEntry> entries() {
    try {
      return journal.entries();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static <T> List<T> youngest(int limit, Stream<T> oldestFirst) {
    return oldestFirst.toList().reversed().stream().limit(limit).toList();
  }

  private <T> T locked(StoreLock.Work<T> work) {
    try {
      // Somebody may have removed it while the service runs.
      PrivateFiles.directory(directory.resolve("files"));
      return lock.holding(work);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private RevisionsUnavailable unavailable(IOException e) {
    return new RevisionsUnavailable(
        Code.BROKEN,
        "the revisions in %s cannot be read or written (%s); data.directory must be a directory that"
                .formatted(directory, e)
            + " the service may write to, with space left: in a container, mount a volume there"
            + " that belongs to its user",
        e);
  }
}
