package io.fivewhys.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A row of the audit log.
 *
 * @param sequence 1 for the first, then counting without a gap
 * @param at to the microsecond
 * @param entry all of it, as JSON
 * @param hash over the hash of the row before and all else here
 */
record AuditRow(
    long sequence,
    Instant at,
    String kind,
    String actor,
    String operation,
    String requestId,
    String entry,
    String hash) {
  /** Of what comes before the first row. */
  static final String NO_HASH = "0".repeat(64);

  /**
   * What the hash must be; each part has its length before it, so that none can pass for another.
   */
  static String hash(
      String before,
      long sequence,
      Instant at,
      String kind,
      String actor,
      String operation,
      String requestId,
      String entry) {
    var all = new StringBuilder(entry.length() + 500);
    for (String part :
        new String[] {
          before, Long.toString(sequence), at.toString(), kind, actor, operation, requestId, entry
        }) {
      all.append(part.length()).append(':').append(part);
    }
    return Column.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it is as it was written, behind the row with that hash. */
  boolean follows(String before) {
    return hash.equals(hash(before, sequence, at, kind, actor, operation, requestId, entry));
  }
}
