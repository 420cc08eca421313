package io.fivewhys.collect.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.ReadLimits;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.fact.read.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line of the journal: a head, and behind a tab the facts as a snapshot. Without the latter the
 * source was taken back.
 */
final class PushLine {
  // Another version of the program may have written it.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  /** What came in as short forms is written out in full, so that it may have grown. */
  private static final ReadLimits LIMITS = ReadLimits.DEFAULT.withMaxBytes(256L << 20);

  /** So that whatever made sense when it was posted does so again. */
  private static final Duration LONG_WINDOW = Duration.ofDays(31);

  private static final SnapshotReader READER = new SnapshotReader(Clock.systemUTC(), LIMITS);
  private static final SnapshotWriter WRITER = new SnapshotWriter();

  private PushLine() {}

  private record Head(String gateway, String source, Instant at, Duration ttl, long pushes) {
    boolean isWhole() {
      return gateway != null && source != null && at != null && ttl != null;
    }
  }

  /**
   * @param pushed empty when the source was taken back
   */
  record Read(String gateway, String source, Optional<PushedSource> pushed) {}

  static String of(PushedSource pushed) {
    return head(pushed) + "\t" + facts(pushed);
  }

  static String takenBack(PushedSource pushed) {
    return head(pushed);
  }

  /** What the facts take on the disk. */
  static int bytesOf(PushedSource pushed) {
    return WRITER.toBytes(around(pushed)).length;
  }

  private static String facts(PushedSource pushed) {
    return new String(WRITER.toBytes(around(pushed)), StandardCharsets.UTF_8);
  }

  /** Empty when it makes no sense. */
  static Optional<Read> read(String line) {
    int tab = line.indexOf('\t');
    try {
      Head head = JSON.readValue(tab < 0 ? line : line.substring(0, tab), Head.class);
      if (head == null || !head.isWhole()) {
        return Optional.empty();
      }
      Optional<PushedSource> pushed = Optional.empty();
      if (tab >= 0) {
        byte[] facts = line.substring(tab + 1).getBytes(StandardCharsets.UTF_8);
        Snapshot read = READER.read(new ByteArrayInputStream(facts), SnapshotReader.Format.JSON);
        pushed =
            Optional.of(
                new PushedSource(
                    head.gateway(),
                    head.source(),
                    head.at(),
                    head.ttl(),
                    head.pushes(),
                    read.facts(),
                    facts.length));
      }
      return Optional.of(new Read(head.gateway(), head.source(), pushed));
    } catch (JsonProcessingException | SnapshotRefused e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private static String head(PushedSource pushed) {
    try {
      return JSON.writeValueAsString(
          new Head(
              pushed.gateway(), pushed.source(), pushed.pushedAt(), pushed.ttl(), pushed.pushes()));
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static Snapshot around(PushedSource pushed) {
    return new Snapshot(
        pushed.gateway(),
        Snapshot.DEFAULT_NAMESPACE,
        pushed.pushedAt(),
        LONG_WINDOW,
        List.copyOf(pushed.facts()));
  }
}
