package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a recorded snapshot's file, which tells all that is needed to keep or drop it; as
 * text, the order of names is the order of time.
 *
 * @param id of the diagnosis
 * @param content a hash of what was observed, whenever it was; 16 hex digits
 */
record RecordedName(Instant recordedAt, String id, Verdict verdict, String content) {
  static final String ENDING = ".json.gz";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{8}T\\d{6}\\.\\d{3}Z)_([A-Za-z0-9-]{1,64})_(diagnosed|healthy|inconclusive)"
              + "_([0-9a-f]{16})\\.json\\.gz");

  static Optional<RecordedName> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RecordedName(
              TIME.parse(matcher.group(1), Instant::from),
              matcher.group(2),
              Verdict.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
              matcher.group(4)));
    } catch (java.time.DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return TIME.format(recordedAt) + "_" + id + "_" + verdict + "_" + content + ENDING;
  }
}
