package io.fivewhys.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that a command sees of the world, so that a test can give it another one.
 *
 * @param environment environment variables
 * @param directory the working directory
 * @param in standard input
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param terminal what standard output is shown on
 * @param clock tells the time of receipt of a snapshot
 * @param onStop takes what is to be done when the program is asked to end
 */
public record Surroundings(
    Map<String, String> environment,
    Path directory,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    Clock clock,
    Consumer<Runnable> onStop) {

  /** The same by another clock. */
  public Surroundings goingBy(Clock other) {
    return new Surroundings(environment, directory, in, out, err, terminal, other, onStop);
  }

  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(""),
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Terminal.ofThisProcess(),
        Clock.systemUTC(),
        action -> Runtime.getRuntime().addShutdownHook(new Thread(action, "shutdown")));
  }
}
