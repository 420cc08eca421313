package io.fivewhys.fact.read;

/**
 * How much one snapshot may hold. Whatever is over a limit is refused as soon as it is seen.
 *
 * @param maxBytes bytes of the whole document, 1 or more
 * @param maxFacts facts
 * @param maxLinesPerFact lines of one {@code LogLines} fact
 * @param maxLineChars characters of one log line
 * @param maxStringChars characters of any other text
 * @param maxKeyChars characters of a field's name or a map's key
 * @param maxNumberChars characters of a number as written
 * @param maxMapEntries entries of one map
 * @param maxListEntries entries of one list that is no list of log lines
 * @param maxDepth nested objects and lists; a snapshot needs 4
 * @param maxValues texts, numbers, objects and lists in the whole document, which bounds the memory
 */
public record ReadLimits(
    long maxBytes,
    int maxFacts,
    int maxLinesPerFact,
    int maxLineChars,
    int maxStringChars,
    int maxKeyChars,
    int maxNumberChars,
    int maxMapEntries,
    int maxListEntries,
    int maxDepth,
    long maxValues) {
  public static final ReadLimits DEFAULT =
      new ReadLimits(
          32L << 20, 50_000, 100_000, 65_536, 1 << 20, 1_024, 100, 1_000, 10_000, 32, 2_000_000);

  /**
   * @throws IllegalArgumentException when a limit is below 1
   */
  public ReadLimits {
    long least = Math.min(maxBytes, maxValues);
    int[] others = {
      maxFacts,
      maxLinesPerFact,
      maxLineChars,
      maxStringChars,
      maxKeyChars,
      maxNumberChars,
      maxMapEntries,
      maxListEntries,
      maxDepth
    };
    for (int other : others) {
      least = Math.min(least, other);
    }
    if (least < 1) {
      throw new IllegalArgumentException("every limit must be 1 or more");
    }
  }

  /** The same limits with another size of the whole document. */
  public ReadLimits withMaxBytes(long bytes) {
    return new ReadLimits(
        bytes,
        maxFacts,
        maxLinesPerFact,
        maxLineChars,
        maxStringChars,
        maxKeyChars,
        maxNumberChars,
        maxMapEntries,
        maxListEntries,
        maxDepth,
        maxValues);
  }
}
