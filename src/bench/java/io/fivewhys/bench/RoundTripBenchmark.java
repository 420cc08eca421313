package io.fivewhys.bench;

import io.fivewhys.ServedForBenchmark;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A snapshot of 60 facts posted over a connection that stays open, one after the other. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 4, time = 4) // Hundreds of rules are a lot of code to compile.
@Measurement(iterations = 4, time = 2)
public class RoundTripBenchmark {
  static final int FACTS = 60;

  /** The service as it is shipped. */
  @State(Scope.Benchmark)
  public static class Service {
    private ServedForBenchmark served;
    private OpenConnection connection;

    @Setup(Level.Trial)
    public void start() throws IOException, InterruptedException {
      served = ServedForBenchmark.start();
      connection = new OpenConnection(served.address(), SampleSnapshot.json(FACTS));
      connection.expect(200);
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException, InterruptedException {
      connection.close();
      served.stop();
    }
  }

  /** The same kind of server that sends back what it is sent. */
  @State(Scope.Benchmark)
  public static class Echo {
    private EchoServer server;
    private OpenConnection connection;

    @Setup(Level.Trial)
    public void start() throws IOException {
      server = new EchoServer();
      connection = new OpenConnection(server.start(), SampleSnapshot.json(FACTS));
      connection.expect(200);
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
      connection.close();
      server.stop();
    }
  }

  @Benchmark
  public byte[] diagnosis(Service service) throws IOException {
    return service.connection.exchange();
  }

  @Benchmark
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 4, time = 1)
  public byte[] echo(Echo echo) throws IOException {
    return echo.connection.exchange();
  }
}
