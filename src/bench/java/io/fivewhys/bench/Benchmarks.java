package io.fivewhys.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and shows ours beside the plainer way; {@code mvn -Pbench} runs it. */
public final class Benchmarks {
  private static final String FORMAT = "| %-38s | %12s | %12s | %8s |%n";

  private final Map<String, Double> micros = new HashMap<>();

  private Benchmarks() {}

  /**
   * @param arguments as JMH takes them: expressions for benchmarks' names, {@code -f}, {@code
   *     -prof}
   */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(arguments))
            .shouldFailOnError(true)
            .build();
    var benchmarks = new Benchmarks();
    new Runner(options).run().forEach(benchmarks::take);
    benchmarks.print();
  }

  private void take(RunResult result) {
    String size = "";
    for (String name : List.of("facts", "files")) {
      String value = result.getParams().getParam(name);
      size += value == null ? "" : " " + value;
    }
    micros.put(result.getPrimaryResult().getLabel() + size, result.getPrimaryResult().getScore());
  }

  private void print() {
    System.out.println();
    System.out.printf(FORMAT, "", "ours", "plain", "ratio");
    System.out.println("| --- | ---: | ---: | ---: |");
    for (String facts : List.of("60", "600", "6000")) {
      row("evaluate %s facts".formatted(facts), "rules " + facts, "handWritten " + facts);
    }
    row("POST %d facts, answered".formatted(RoundTripBenchmark.FACTS), "diagnosis", "echo");
    row("read a snapshot of %,d facts".formatted(ReadingBenchmark.FACTS), "snapshot", "jsonTree");
    row("read %,d log lines".formatted(ReadingBenchmark.LINES), "logLines", "");
    row("first compile in a process, 40 rules", "firstCompile", "firstBuildAll");
    row("restart with the cache, 40 rules", "restart", "firstBuildAll");
    for (String files : List.of("10", "50", "200")) {
      row("reload, 1 of %s files changed".formatted(files), "reload " + files, "buildAll " + files);
    }
    System.out.println();
    List<String> rates = new ArrayList<>();
    rate(rates, "snapshot", SampleSnapshot.json(ReadingBenchmark.FACTS).length / 1e6, "MB/s");
    rate(rates, "logLines", ReadingBenchmark.LINES / 1e3, "thousand lines/s");
    System.out.println(
        """
        plain: %d conditions written in Java without a chain of whys or words; an echo handler; Jackson's tree;
        all files built anew, as Drools does it
        read: %s\
        """
            .formatted(HandWritten.CONDITIONS, String.join(", ", rates)));
  }

  private void row(String what, String ours, String plain) {
    Double one = micros.get(ours);
    Double other = micros.get(plain);
    if (one != null || other != null) {
      String ratio = one == null || other == null ? "" : digits(one / other) + " x";
      System.out.printf(FORMAT, what, time(one), time(other), ratio);
    }
  }

  private void rate(List<String> rates, String what, double amount, String unit) {
    if (micros.containsKey(what)) {
      rates.add(digits(amount / micros.get(what) * 1e6) + " " + unit);
    }
  }

  private static String time(Double micros) {
    if (micros == null) {
      return "";
    }
    return micros < 1000 ? digits(micros) + " us" : digits(micros / 1000) + " ms";
  }

  /** Two digits are as much as such a measurement holds. */
  private static String digits(double value) {
    double step = Math.pow(10, Math.floor(Math.log10(value)) - 1);
    double rounded = Math.round(value / step) * step;
    String format = rounded < 0.1 ? "%.3f" : rounded < 1 ? "%.2f" : rounded < 10 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, rounded);
  }
}
