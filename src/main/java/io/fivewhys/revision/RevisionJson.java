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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How revisions are written down. What a younger program added is passed over. */
final class RevisionJson {
  /** A line of the journal holds no more; longer reports lose details. */
  private static final int LINE_BYTES = 16 << 10;

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

  static byte[] line(Object value) {
    try {
      return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own records can be written", e);
    }
  }

  static byte[] line(JournalEntry entry) {
    try {
      // The declared type makes Jackson write which kind of entry it is.
      String json = MAPPER.writerFor(JournalEntry.class).writeValueAsString(entry);
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own records can be written", e);
    }
  }

  /**
   * @throws IOException when it is none
   */
  static <T> T read(byte[] json, Class<T> type) throws IOException {
    T value = MAPPER.readValue(json, type);
    if (value == null) {
      throw new IOException("null instead of " + type.getSimpleName());
    }
    return value;
  }

  /** Files as they are kept, packed. */
  static byte[] pack(RuleFiles files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(MAPPER.writeValueAsBytes(files.contents()));
    } catch (IOException e) {
      throw new IllegalStateException("nothing fails in memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException when they are damaged
   */
  static RuleFiles unpack(byte[] packed) throws IOException {
    try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] json = unpacking.readNBytes(UNPACKED_BYTES + 1);
      if (json.length > UNPACKED_BYTES) {
        throw new IOException("larger than anything that is ever kept");
      }
      return new RuleFiles(MAPPER.readValue(json, new TypeReference<TreeMap<String, String>>() {}));
    }
  }

  /** A report that is short enough to be kept for years. */
  static CheckReport bounded(CheckReport report) {
    if (line(report).length <= LINE_BYTES) {
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
