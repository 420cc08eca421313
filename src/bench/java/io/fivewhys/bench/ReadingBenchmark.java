package io.fivewhys.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.LogPatterns;
import io.fivewhys.logs.LogReader;
import io.fivewhys.logs.Readings;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A posted snapshot of 6,000 facts into facts, and 100,000 log lines into facts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class ReadingBenchmark {
  static final int FACTS = 6_000;
  static final int LINES = 100_000;

  /** What a client posts. */
  @State(Scope.Benchmark)
  public static class Posted {
    final ObjectMapper mapper = new ObjectMapper();
    final byte[] body = SampleSnapshot.json(FACTS);
  }

  /** Lines of an application and of a gateway, and the patterns that know them. */
  @State(Scope.Benchmark)
  public static class Logged {
    Snapshot snapshot;
    LogReader reader;

    @Setup(Level.Trial)
    public void prepare() {
      snapshot = SampleLogs.snapshot(LINES);
      reader = new LogReader(LogPatterns.parse(RuleFiles.shipped().logPatterns()));
    }
  }

  @Benchmark
  public Snapshot snapshot(Posted posted) {
    return SampleSnapshot.read(posted.body);
  }

  @Benchmark
  public JsonNode jsonTree(Posted posted) throws IOException {
    return posted.mapper.readTree(posted.body);
  }

  @Benchmark
  @Measurement(iterations = 4, time = 2)
  public Readings logLines(Logged logged) {
    return logged.reader.read(logged.snapshot);
  }
}
