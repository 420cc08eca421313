package io.fivewhys.bench;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.rulebook.Rulebook;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One snapshot, evaluated by the shipped rules and by conditions written in Java. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 4, time = 4) // Hundreds of rules are a lot of code to compile.
@Measurement(iterations = 4, time = 2)
public class EvaluationBenchmark {
  /** A snapshot of one size. */
  @State(Scope.Benchmark)
  public static class Given {
    @Param({"60", "600", "6000"})
    public int facts;

    Snapshot snapshot;

    @Setup(Level.Trial)
    public void read() {
      snapshot = SampleSnapshot.of(facts);
    }
  }

  /** The shipped rules, compiled. */
  @State(Scope.Benchmark)
  public static class Rules {
    final Diagnoser diagnoser = new Diagnoser(DiagnosisPolicy.defaults());
    Rulebook rulebook;

    @Setup(Level.Trial)
    public void compile() {
      rulebook = Rulebook.shipped();
    }
  }

  @Benchmark
  public Diagnosis rules(Given given, Rules rules) {
    return rules.diagnoser.diagnose(rules.rulebook, given.snapshot);
  }

  @Benchmark
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 4, time = 1)
  public List<HandWritten.Weighed> handWritten(Given given) {
    return HandWritten.diagnose(given.snapshot, Thresholds.defaults());
  }
}
