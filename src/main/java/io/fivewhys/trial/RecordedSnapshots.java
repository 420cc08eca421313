package io.fivewhys.trial;

import java.util.OptionalInt;
import java.util.stream.Stream;

/** Where snapshots that were diagnosed can be read again. Safe for use by several threads. */
public interface RecordedSnapshots {
  /** Nothing is recorded. */
  RecordedSnapshots NONE = _ -> Stream.empty();

  /**
   * The newest first, each read when it is asked for; what cannot be read any more is left out. To
   * be closed by whoever asked.
   *
   * @param limit most to return, 1 or more
   */
  Stream<RecordedSnapshot> latest(int limit);

  /**
   * How many {@link #latest} will return, if that can be said without reading them; a few less when
   * some cannot be read any more.
   */
  default OptionalInt count(int limit) {
    return OptionalInt.empty();
  }
}
