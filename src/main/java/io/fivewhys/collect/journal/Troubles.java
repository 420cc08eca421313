package io.fivewhys.collect.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a journal can be read and written, told to the log when that changes. Safe for use by
 * several threads.
 */
public final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  private final String journal;
  private final Clock clock;
  private volatile Optional<Trouble> writing = Optional.empty();
  private Instant failedAt = Instant.EPOCH;
  private volatile Optional<Trouble> reading = Optional.empty();

  /**
   * @param journal what it is, for people
   */
  public Troubles(String journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** The one with writing first: it keeps from taking anything. */
  public Optional<Trouble> now() {
    return writing.or(() -> reading);
  }

  /** Writing failed, and nobody has tried again for this long. */
  public synchronized boolean isWorthATry(Duration pause) {
    return writing.isPresent()
        && Duration.between(failedAt, clock.instant()).abs().compareTo(pause) >= 0;
  }

  /** Something was, just now. */
  public synchronized void written() {
    if (writing.isPresent()) {
      LOG.info("{} is written again", journal);
      writing = Optional.empty();
    }
    read();
  }

  /** It was, just now. */
  public synchronized void read() {
    if (reading.isPresent()) {
      LOG.info("{} is read again", journal);
      reading = Optional.empty();
    }
  }

  /** It could not be; to be thrown where somebody waits for it. */
  public synchronized JournalUnavailable notWritten(String why, Exception cause) {
    failedAt = clock.instant();
    var unavailable = new JournalUnavailable(journal + " cannot be written: " + why, cause);
    if (writing.isEmpty()) {
      LOG.error("Nothing new is taken: {}", unavailable.getMessage());
      writing = Optional.of(new Trouble(unavailable.getMessage(), clock.instant(), true));
    }
    return unavailable;
  }

  /** It could not be. */
  public synchronized void notRead(String why) {
    if (reading.isEmpty()) {
      String message = journal + " cannot be read: " + why;
      LOG.error("What is known may be old: {}", message);
      reading = Optional.of(new Trouble(message, clock.instant(), false));
    }
  }
}
