package io.fivewhys.rulebook.source;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was last parsed under each path: of one rulebook and the next most files are the same, and
 * several checks look at each. Given up when memory is short. Safe for use by several threads.
 */
final class LastParsed {
  /** Paths come from clients too. */
  private static final int MOST = 4_000;

  private static final Map<String, SoftReference<DrlFile>> FILES = new ConcurrentHashMap<>();

  private LastParsed() {}

  static DrlFile of(String path, String text) {
    SoftReference<DrlFile> last = FILES.get(path);
    DrlFile known = last == null ? null : last.get();
    if (known != null && known.text().equals(text)) {
      return known;
    }
    DrlFile parsed = DrlFile.parsed(path, text);
    if (FILES.size() >= MOST) {
      FILES.clear();
    }
    FILES.put(path, new SoftReference<>(parsed));
    return parsed;
  }
}
