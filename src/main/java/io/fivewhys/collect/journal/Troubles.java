package io.fivewhys.collect.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a journal can be read and written, told to the log when that changes. */
final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  private final Path file;
  private final Clock clock;
  private volatile Optional<Trouble> writing = Optional.empty();
  private Instant failedAt = Instant.EPOCH;
  private volatile Optional<Trouble> reading = Optional.empty();

  Troubles(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The one with writing first: it keeps from taking anything. */
  Optional<Trouble> now() {
    return writing.or(() -> reading);
  }

  /** Writing failed, and nobody has tried again for this long. */
  synchronized boolean isWorthATry(Duration pause) {
    return writing.isPresent()
        && Duration.between(failedAt, clock.instant()).abs().compareTo(pause) >= 0;
  }

  /** Something was, just now. */
  synchronized void written() {
    if (writing.isPresent()) {
      LOG.info("{} is written again", file);
      writing = Optional.empty();
    }
    read();
  }

  synchronized void read() {
    if (reading.isPresent()) {
      LOG.info("{} is read again", file);
      reading = Optional.empty();
    }
  }

  synchronized JournalUnavailable notWritten(Exception e) {
    failedAt = clock.instant();
    var unavailable = unavailable("written", e);
    if (writing.isEmpty()) {
      LOG.error("Nothing new is taken: {}", unavailable.getMessage());
      writing = Optional.of(new Trouble(unavailable.getMessage(), clock.instant(), true));
    }
    return unavailable;
  }

  synchronized void notRead(Exception e) {
    var unavailable = unavailable("read", e);
    if (reading.isEmpty()) {
      LOG.error("What is known may be old: {}", unavailable.getMessage());
      reading = Optional.of(new Trouble(unavailable.getMessage(), clock.instant(), false));
    }
  }

  private JournalUnavailable unavailable(String how, Exception e) {
    return new JournalUnavailable(file + " cannot be " + how + ": " + e, e);
  }
}
