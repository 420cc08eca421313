package io.fivewhys.revision;

import io.fivewhys.revision.DirectoryReader.Outline;
import io.fivewhys.revision.RuleSource.Reading;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes in a directory: what the system reports, and besides what a look at names, sizes
 * and times finds every few seconds, since network file systems and overfull queues report nothing.
 * Many changes at once are one.
 */
final class DirectoryWatch implements RuleSource.Watching {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
  private static final WatchEvent.Kind<?>[] EVERYTHING = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Path directory;
  private final RulesDirectory.Times times;
  private final Supplier<Reading> reading;
  private final Consumer<Reading> changed;
  private final WatchService events;
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Outline outline;
  private Reading told;

  private DirectoryWatch(
      Path directory,
      RulesDirectory.Times times,
      Supplier<Reading> reading,
      Consumer<Reading> changed,
      WatchService events) {
    this.directory = directory;
    this.times = times;
    this.reading = reading;
    this.changed = changed;
    this.events = events;
    this.thread = Thread.ofPlatform().name("rules-watch").daemon().unstarted(this::run);
  }

  /** What changes from the return of this method on is told. */
  static DirectoryWatch begin(
      Path directory,
      RulesDirectory.Times times,
      Supplier<Reading> reading,
      Consumer<Reading> changed) {
    WatchService events = null;
    try {
      events = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      LOG.warn(
          "Changes in {} are only seen every {} s, since the system will not report them: {}",
          directory,
          times.rescan().toSeconds(),
          e.getMessage());
    }
    var watch = new DirectoryWatch(directory, times, reading, changed, events);
    watch.look();
    watch.thread.start();
    return watch;
  }

  @Override
  public void close() {
    try {
      closed.countDown();
      if (events != null) {
        events.close();
      }
      thread.join(LONGEST_GOODBYE);
    } catch (IOException e) {
      LOG.debug("The watch on {} did not close", directory, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      // What changed between the first reading and the first look would go unnoticed; and somebody
      // may be in the middle of writing.
      settle();
      tell();
      while (true) {
        if (await(times.rescan()) || look()) {
          settle();
          tell();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException _) {
      LOG.debug("No longer watching {}", directory);
    }
  }

  /** Waits until nothing has changed for a while, or it has gone on for too long. */
  private void settle() throws InterruptedException {
    long latest = System.nanoTime() + times.postponement().toNanos();
    boolean changing = true;
    while (changing && System.nanoTime() - latest < 0) {
      boolean reported = await(times.quietPeriod());
      changing = look() || reported;
    }
  }

  private void tell() {
    try {
      Reading now = reading.get();
      if (!now.equals(told)) {
        changed.accept(now);
        told = now;
      }
    } catch (RuntimeException e) {
      // The thread must live on; the next look tries again.
      LOG.error("The rules in {} could not be taken in; trying again", directory, e);
      outline = new Outline("", outline.directories());
    }
  }

  /** Whether the system reports a change within that time; takes all that it has reported. */
  private boolean await(Duration longest) throws InterruptedException {
    if (events == null) {
      if (closed.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ClosedWatchServiceException();
      }
      return false;
    }
    boolean reported = false;
    WatchKey key = events.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
    while (key != null) {
      for (WatchEvent<?> event : key.pollEvents()) {
        reported |= concerns(key, event);
      }
      key.reset();
      key = events.poll();
    }
    return reported;
  }

  /** Beside the directory other things happen. */
  private boolean concerns(WatchKey key, WatchEvent<?> event) {
    boolean beside = key.equals(watched.get(beside()));
    return !beside || directory.toAbsolutePath().getFileName().equals(event.context());
  }

  private Path beside() {
    return directory.toAbsolutePath().getParent();
  }

  /** Whether it looks different from the last time. Watches new directories. */
  private boolean look() {
    Outline now = DirectoryReader.outline(directory);
    boolean different = outline == null || !now.signature().equals(outline.signature());
    outline = now;
    if (events != null) {
      watchAll(now);
    }
    return different;
  }

  private void watchAll(Outline now) {
    Set<Path> wanted = new HashSet<>(now.directories());
    if (beside() != null) {
      wanted.add(beside());
    }
    watched.entrySet().removeIf(entry -> !wanted.contains(entry.getKey()) && cancel(entry));
    for (Path place : wanted) {
      try {
        // Registered again each time: under the same name there may be another directory by now.
        WatchKey key =
            place.equals(beside())
                ? place.register(
                    events,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE)
                : place.register(events, EVERYTHING);
        WatchKey before = watched.put(place, key);
        if (before != null && !before.equals(key)) {
          before.cancel();
        }
      } catch (IOException e) {
        LOG.debug("Changes in {} are only seen by looking: {}", place, e.toString());
      }
    }
  }

  private static boolean cancel(Map.Entry<Path, WatchKey> entry) {
    entry.getValue().cancel();
    return true;
  }
}
