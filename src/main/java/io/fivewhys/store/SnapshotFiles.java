package io.fivewhys.store;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.ReadLimits;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots that somebody put into a directory ({@code .json}, {@code .yaml}, {@code .yml}, each
 * also with {@code .gz}), by name. Reads only.
 */
public final class SnapshotFiles implements RecordedSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
  private static final Pattern NAME = Pattern.compile("[^.].*\\.(json|ya?ml)(\\.gz)?");

  /** What came in as short forms is written out in full, so that it may have grown. */
  private static final ReadLimits LIMITS = ReadLimits.DEFAULT.withMaxBytes(256L << 20);

  private final Path directory;
  private final SnapshotReader reader;

  /**
   * @param directory need not exist, then there are none
   * @param clock gives a snapshot that does not say when it was observed its time
   */
  public SnapshotFiles(Path directory, Clock clock) {
    this.directory = directory;
    reader = new SnapshotReader(clock, LIMITS);
  }

  /** A file that cannot be read as a snapshot. */
  public record Unreadable(Path file, String because) {}

  @Override
  public Stream<RecordedSnapshot> latest(int limit) {
    var unreadable = new ArrayList<Unreadable>();
    return latest(limit, unreadable::add).onClose(() -> log(unreadable));
  }

  /**
   * The same, telling of each file that is left out because it cannot be read.
   *
   * @param unreadable called by whoever reads the stream
   */
  public Stream<RecordedSnapshot> latest(int limit, Consumer<Unreadable> unreadable) {
    return names().stream()
        .map(name -> read(name, unreadable))
        .flatMap(Optional::stream)
        .limit(limit);
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException nothingYet) {
      return List.of();
    } catch (IOException e) {
      LOG.warn("The recorded snapshots in {} cannot be listed: {}", directory, e.toString());
      return List.of();
    }
  }

  private Optional<RecordedSnapshot> read(String name, Consumer<Unreadable> unreadable) {
    Path file = directory.resolve(name);
    try (InputStream in = open(file)) {
      Snapshot snapshot = reader.read(in, format(name));
      return Optional.of(new RecordedSnapshot(name, snapshot.observedAt(), snapshot));
    } catch (NoSuchFileException droppedMeanwhile) {
      return Optional.empty();
    } catch (SnapshotRefused refused) {
      unreadable.accept(new Unreadable(file, words(refused)));
      return Optional.empty();
    } catch (IOException torn) {
      unreadable.accept(new Unreadable(file, torn.toString()));
      return Optional.empty();
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    if (!file.toString().endsWith(".gz")) {
      return in;
    }
    try {
      return new GZIPInputStream(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static SnapshotReader.Format format(String name) {
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return plain.endsWith(".json") ? SnapshotReader.Format.JSON : SnapshotReader.Format.YAML;
  }

  static String words(SnapshotRefused refused) {
    return refused.problems().stream()
        .findFirst()
        .map(it -> it.pointer() + ": found " + it.found() + "; allowed: " + it.allowed())
        .orElse(refused.getMessage());
  }

  private void log(List<Unreadable> unreadable) {
    if (!unreadable.isEmpty()) {
      LOG.warn(
          "{} of the recorded snapshots in {} cannot be read and were left out, the first {}: {}",
          unreadable.size(),
          directory,
          unreadable.getFirst().file().getFileName(),
          unreadable.getFirst().because());
    }
  }
}
