package io.fivewhys.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How revisions are written down. What a younger program added is passed over. */
public final class RevisionJson {
  /** Longer ones lose details. */
  private static final int REPORT_BYTES = 16 << 10;

  private static final int PROBLEMS = 10;
  private static final int TEXT = 200;

  /** JSON escapes and names on top of the contents; far beyond what is ever kept. */
  private static final int UNPACKED_BYTES = (int) (8 * FileBounds.TOTAL_BYTES);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RevisionJson() {}

  /** A record of this package as it is kept: JSON, packed. */
  public static byte[] write(Record value) {
    return packed(json(value));
  }

  private static byte[] json(Record value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own records can be written", e);
    }
  }

  /**
   * @throws IOException when it is none
   */
  public static <T> T read(byte[] packed, Class<T> type) throws IOException {
    T value = MAPPER.readValue(unpacked(packed), type);
    if (value == null) {
      throw new IOException("null instead of " + type.getSimpleName());
    }
    return value;
  }

  /** Files as they are kept, packed. */
  public static byte[] pack(RuleFiles files) {
    try {
      return packed(MAPPER.writeValueAsBytes(files.contents()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  /**
   * @throws IOException when they are damaged
   */
  public static RuleFiles unpack(byte[] packed) throws IOException {
    return new RuleFiles(
        MAPPER.readValue(unpacked(packed), new TypeReference<TreeMap<String, String>>() {}));
  }

  private static byte[] packed(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(json);
    } catch (IOException e) {
      throw new IllegalStateException("nothing fails in memory", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] json = unpacking.readNBytes(UNPACKED_BYTES + 1);
      if (json.length > UNPACKED_BYTES) {
        throw new IOException("larger than anything that is ever kept");
      }
      return json;
    }
  }

  /** A report that is short enough to be kept for years. */
  public static CheckReport bounded(CheckReport report) {
    if (json(report).length <= REPORT_BYTES) {
      return report;
    }
    return new CheckReport(report.steps().stream().map(RevisionJson::bounded).toList());
  }

  private static Step bounded(Step step) {
    List<RuleProblem> problems =
        step.problems().stream().limit(PROBLEMS).map(RevisionJson::bounded).toList();
    return new Step(
        step.stage(),
        step.status(),
        step.took(),
        bounded(step.summary()),
        problems,
        Optional.empty());
  }

  private static RuleProblem bounded(RuleProblem problem) {
    return new RuleProblem(
        problem.stage(),
        bounded(problem.file()),
        bounded(problem.rule()),
        problem.line(),
        problem.column(),
        bounded(problem.text()),
        bounded(problem.message()),
        bounded(problem.advice()));
  }

  private static String bounded(String text) {
    return text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
  }
}
