package io.fivewhys.collect.journal;

import java.util.Optional;

/**
 * Lines that say what is known: whatever is taken is written, made to last, and only then taken, so
 * that memory and journal say the same, also after a crash. Several processes may share one: each
 * reads what the others wrote before it decides, and one at a time does.
 *
 * <p>Safe for use by several threads.
 */
public interface Journal {
  /**
   * Takes what other processes wrote. Where that cannot be read, or a writer holds it for long,
   * what is known has to do; {@link #trouble} says so. While nothing can be written it tries now
   * and then whether something can again, so that the trouble ends by itself.
   */
  void refresh();

  /**
   * Decides, knowing all that was written before, and writes.
   *
   * @param decision may be asked more than once, and does nothing but decide
   * @return what the decision came to, once its lines are kept
   * @throws JournalUnavailable when they are not; then nothing was taken
   */
  <R> R append(Decision<R> decision) throws JournalUnavailable;

  /** What keeps it from being read or written; empty while all is well. */
  Optional<Trouble> trouble();
}
