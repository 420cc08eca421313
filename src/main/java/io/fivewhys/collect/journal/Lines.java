package io.fivewhys.collect.journal;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The whole lines of some bytes; half a line at their end is none. */
final class Lines {
  private final byte[] bytes;

  /** Where each line's end is. */
  private final int[] ends;

  Lines(byte[] bytes) {
    this.bytes = bytes;
    ends = IntStream.range(0, bytes.length).filter(at -> bytes[at] == '\n').toArray();
  }

  /** Up to the end of the last one. */
  int wholeBytes() {
    return ends.length == 0 ? 0 : ends[ends.length - 1] + 1;
  }

  /**
   * Without their ends, made one by one: all of them as texts would take as much again.
   *
   * @param first how many to pass over
   */
  Stream<String> from(int first) {
    return IntStream.range(Math.min(first, ends.length), ends.length).mapToObj(this::line);
  }

  private String line(int index) {
    int begin = index == 0 ? 0 : ends[index - 1] + 1;
    return new String(bytes, begin, ends[index] - begin, StandardCharsets.UTF_8);
  }
}
