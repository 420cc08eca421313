package io.fivewhys.collect;

import java.time.Duration;

/** Something that can be asked what it sees of a gateway right now. Safe for use by threads. */
public interface Source extends AutoCloseable {
  SourceName name();

  /** Longest time that an answer may take; then the source is blind for this look. */
  Duration deadline();

  /**
   * Looks. Runs on a virtual thread of its own and may block; is interrupted at the deadline.
   *
   * @throws SourceFailed when it sees nothing at all; what it sees in part is an answer with {@link
   *     io.fivewhys.fact.Blind} facts in it
   */
  Answer ask(Look look) throws SourceFailed, InterruptedException;

  /** Lets go of what it holds. */
  @Override
  default void close() {}
}
