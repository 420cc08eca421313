package io.fivewhys.fact.read;

import io.fivewhys.fact.read.SnapshotRefused.Code;
import io.fivewhys.fact.read.SnapshotRefused.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Where the reader stands in the document, and what it has found wrong so far. */
final class Problems {
  /** Most characters of a value that a problem shows. */
  static final int SHOWN_CHARS = 80;

  private final Deque<Object> path = new ArrayDeque<>();
  private final List<Problem> found = new ArrayList<>();

  void enter(Object segment) {
    path.addLast(segment);
  }

  void leave() {
    path.removeLast();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Notes a problem with what stands at the current place.
   *
   * @throws SnapshotRefused when there are as many as one refusal lists: to read on would only cost
   */
  void add(String what, String allowed, Optional<String> didYouMean) {
    found.add(new Problem(pointer(), what, allowed, didYouMean));
    if (found.size() == SnapshotRefused.MOST_PROBLEMS) {
      throw refusal(Code.MALFORMED);
    }
  }

  void add(String what, String allowed) {
    add(what, allowed, Optional.empty());
  }

  /** The refusal when nothing more can be read; what ended the reading is named first. */
  SnapshotRefused brokenOff(Broken why) {
    why.inside().ifPresent(this::enter);
    found.addFirst(new Problem(pointer(), why.getMessage(), why.allowed(), Optional.empty()));
    return refusal(why.code());
  }

  SnapshotRefused refusal(Code code) {
    Problem first = found.getFirst();
    String place = first.pointer().isEmpty() ? "the document" : first.pointer();
    String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more)";
    return new SnapshotRefused(
        code,
        "%s: found %s; allowed: %s%s".formatted(place, first.found(), first.allowed(), more),
        found);
  }

  /** RFC 6901. */
  private String pointer() {
    var pointer = new StringBuilder();
    for (Iterator<Object> segments = path.iterator(); segments.hasNext(); ) {
      pointer.append('/').append(segments.next().toString().replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /** At most {@value #SHOWN_CHARS} characters on one line, none of which can steer a terminal. */
  static String shorten(String text) {
    var shown = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      String as =
          Character.isISOControl(character)
              ? "\\u%04x".formatted(character)
              : Character.toString(character);
      if (shown.length() + as.length() > SHOWN_CHARS - (i < text.length() ? 1 : 0)) {
        return shown.append('…').toString();
      }
      shown.append(as);
    }
    return shown.toString();
  }
}
