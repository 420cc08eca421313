package io.fivewhys.logs;

import java.util.List;

/**
 * How well the lines of one fact were understood.
 *
 * @param fact index of the fact in the snapshot
 * @param workload whose log
 * @param format how most of its lines are written: a format of the contract
 * @param lines how many lines
 * @param recognised lines of an access log, and lines that belong to a known error
 * @param unmatched all others; no error, an application has much to say
 * @param samples up to three of those, the most serious first
 */
public record LogReading(
    int fact,
    String workload,
    String format,
    long lines,
    long recognised,
    long unmatched,
    List<String> samples) {
  public LogReading {
    samples = List.copyOf(samples);
  }
}
