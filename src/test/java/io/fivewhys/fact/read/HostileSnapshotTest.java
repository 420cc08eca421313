package io.fivewhys.fact.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.read.SnapshotReader.Format;
import io.fivewhys.fact.read.SnapshotRefused.Code;
import io.fivewhys.fact.read.SnapshotRefused.Problem;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input made to hurt. What it costs is counted in bytes that were taken from the stream. */
class HostileSnapshotTest {
  private static final String START = "{\"gateway\":\"g\",\"facts\":[";
  private static final String POD = "{\"kind\":\"Pod\",\"name\":\"a\"}";

  /** What a parser may hold in its buffers beyond the place it has come to. */
  private static final long BUFFERED = 40_000;

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  /** A start, then one piece again and again without end, counting what is taken. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] piece;
    private long taken;

    Endless(String start, String piece) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.piece = piece.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      long at = taken++;
      return at < start.length
          ? start[(int) at]
          : piece[(int) ((at - start.length) % piece.length)] & 0xff;
    }
  }

  private static Problem refused(Endless in, Format format, Code code, long mostBytes) {
    SnapshotRefused refused =
        catchThrowableOfType(SnapshotRefused.class, () -> Samples.READER.read(in, format));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).as(refused.getMessage()).isEqualTo(code);
    assertThat(in.taken).as(refused.getMessage()).isLessThanOrEqualTo(mostBytes);
    return refused.problems().getFirst();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aMillionTinyFactsEndAtTheLimit(Format format) {
    Problem problem =
        refused(
            new Endless(START, POD + ","),
            format,
            Code.TOO_LARGE,
            50_000L * (POD.length() + 1) + BUFFERED);
    assertThat(problem.pointer()).isEqualTo("/facts");
    assertThat(problem.found()).isEqualTo("more than 50000 facts");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aMillionWrongFactsEndAtTheTwentiethProblem(Format format) {
    refused(new Endless(START, "{},"), format, Code.MALFORMED, BUFFERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        START,
        START + "{\"x\":",
        START + "{\"kind\":\"Pod\",\"x\":",
        START + "{\"kind\":\"Pod\",\"name\":"
      })
  void deepNestingEndsAtTheLimit(String start) {
    for (String piece : new String[] {"[", "{\"a\":"}) {
      for (Format format : Format.values()) {
        refused(new Endless(start, piece), format, Code.MALFORMED, BUFFERED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aDeepDocumentOfBlocksEndsAtTheLimit(Format format) {
    refused(new Endless("", "- "), format, Code.MALFORMED, BUFFERED);
  }

  @Test
  void numbersOfManyDigitsEndEarly() {
    String start = START + "{\"kind\":\"Pod\",\"restarts\":";
    refused(new Endless(start + "1", "1"), Format.JSON, Code.MALFORMED, 2 * MIB);
    String digits = "9".repeat(10_000);
    for (Format format : Format.values()) {
      Problem problem =
          refused(
              new Endless(start + digits + "}", "]"), format, Code.MALFORMED, BUFFERED + 10_000);
      assertThat(problem.pointer()).isEqualTo("/facts/0/restarts");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void giganticTextEndsAtTheLimit(Format format) {
    String[] starts = {
      "{\"",
      "{\"gateway\":\"",
      START + "{\"kind\":\"",
      START + "{\"x\":\"",
      START + "{\"x\":1,\"kind\":\""
    };
    for (String start : starts) {
      refused(new Endless(start, "x"), format, Code.MALFORMED, 4 * MIB);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "x", "#", "!x", "&x", "%", "-"})
  void theYamlParserNeverLooksFurtherAheadThanATextMayBeLong(String piece) {
    for (String start : new String[] {"{gateway: g ", "gateway: 'g", "gateway: |\n  x", "#"}) {
      refused(new Endless(start, piece), Format.YAML, Code.MALFORMED, 2 * MIB);
    }
  }

  @Test
  void hugeObjectsEndAtTheLimit() {
    String[] starts = {
      START + "{\"kind\":\"Alert\",\"name\":\"a\",\"labels\":{",
      START + "{\"kind\":\"Alert\",\"name\":\"a\",\"x\":{",
      START + "{\"kind\":\"Huge\",",
    };
    for (String start : starts) {
      refused(new Numbered(start), Format.JSON, null, MIB);
    }
    refused(new Endless(START + "{", "\"x\":{\"y\":[1,2]},"), Format.JSON, Code.TOO_LARGE, MIB);
  }

  /** Object entries, each under a name of its own. */
  private static final class Numbered extends InputStream {
    private byte[] now;
    private int at;
    private int number;
    private long taken;

    Numbered(String start) {
      this.now = start.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      if (at == now.length) {
        now = ("\"k" + number++ + "\":\"v\",").getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      taken++;
      return now[at++];
    }
  }

  private static void refused(Numbered in, Format format, Code code, long mostBytes) {
    SnapshotRefused refused =
        catchThrowableOfType(SnapshotRefused.class, () -> Samples.READER.read(in, format));
    assertThat(refused).isNotNull();
    assertThat(in.taken).isLessThanOrEqualTo(mostBytes);
  }

  @Test
  void listsEndAtTheirLimit() {
    Problem lines =
        refused(
            new Endless(START + "{\"kind\":\"LogLines\",\"workload\":\"a\",\"lines\":[", "\"\","),
            Format.JSON,
            Code.TOO_LARGE,
            100_000 * 3 + BUFFERED);
    assertThat(lines.pointer()).isEqualTo("/facts/0/lines");
    refused(
        new Endless(START + "{\"kind\":\"Certificate\",\"host\":\"a\",\"usedBy\":[", "\"a\","),
        Format.JSON,
        Code.TOO_LARGE,
        10_000 * 4 + BUFFERED);
  }

  @Test
  void whatIsKeptUntilTheKindIsKnownIsBounded() {
    refused(
        new Endless(START + "{\"lines\":[", "1,"),
        Format.JSON,
        Code.TOO_LARGE,
        2 * ReadLimits.DEFAULT.maxValues() + BUFFERED);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void bytesAreCountedWhileTheyCome(Format format) {
    var in = new Endless("{\"gateway\":\"g\"", " \n");
    Problem problem = refused(in, format, Code.TOO_LARGE, 32 * MIB + 1);
    assertThat(problem.allowed()).isEqualTo("at most 33554432 bytes");
    assertThat(in.taken).isEqualTo(32 * MIB + 1);
  }

  @Test
  void aDocumentOfExactlyTheLimitIsRead() {
    String text = Samples.withFacts(POD);
    var exact =
        new SnapshotReader(
            Clock.fixed(Samples.NOW, ZoneOffset.UTC),
            ReadLimits.DEFAULT.withMaxBytes(text.length()));
    assertThat(readWith(exact, text)).isNull();
    assertThat(readWith(exact, text + " ").code()).isEqualTo(Code.TOO_LARGE);
  }

  private static SnapshotRefused readWith(SnapshotReader reader, String text) {
    return catchThrowableOfType(
        SnapshotRefused.class,
        () ->
            reader.read(
                new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Format.JSON));
  }

  @Test
  void fullMeasureIsTaken() {
    var facts = new StringBuilder();
    for (int i = 0; i < ReadLimits.DEFAULT.maxFacts() - 1; i++) {
      facts.append(POD).append(',');
    }
    String line = '"' + "x".repeat(ReadLimits.DEFAULT.maxLineChars()) + '"';
    String lines = line + ",\"\"".repeat(ReadLimits.DEFAULT.maxLinesPerFact() - 1);
    var snapshot =
        Samples.json(
            START
                + facts
                + "{\"kind\":\"LogLines\",\"workload\":\"a\",\"lines\":["
                + lines
                + "]}]}");
    assertThat(snapshot.facts()).hasSize(50_000);
    assertThat(((LogLines) snapshot.facts().getLast()).lines()).hasSize(100_000);
  }

  @Test
  void aLineThatIsTooLongIsOneProblemAmongOthers() {
    String line = "x".repeat(ReadLimits.DEFAULT.maxLineChars() + 1);
    SnapshotRefused refused =
        catchThrowableOfType(
            SnapshotRefused.class,
            () ->
                Samples.json(
                    Samples.withFacts(
                        "{\"kind\":\"LogLines\",\"workload\":\"\",\"lines\":[\"\",\""
                            + line
                            + "\",7]}")));
    assertThat(refused.problems())
        .extracting(Problem::pointer)
        .containsExactly("/facts/0/workload", "/facts/0/lines/1", "/facts/0/lines/2");
    assertThat(refused.problems().get(1).found()).hasSizeLessThan(150);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[", "{", "\"", "?", "- ", "&a ", "*", "!", "|", ">", "%", "#", "\t", "\u0000", "a: ", ",",
        "''", "- [", "? - "
      })
  void anythingRepeatedIsAnsweredWithARefusal(String piece) {
    var small =
        new SnapshotReader(
            Clock.fixed(Samples.NOW, ZoneOffset.UTC), ReadLimits.DEFAULT.withMaxBytes(200 * KIB));
    for (Format format : Format.values()) {
      for (String start : new String[] {"", START, "gateway: g\nfacts:\n"}) {
        var in = new Endless(start, piece);
        assertThat(catchThrowableOfType(SnapshotRefused.class, () -> small.read(in, format)))
            .isNotNull();
      }
    }
  }
}
