package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The program, run once in a directory.
 *
 * @param out what it printed
 * @param err what it complained of
 */
public record CommandRun(int exit, String out, String err) {

  public static CommandRun in(Path directory, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new Surroundings(
                Map.of(),
                directory,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.none(),
                Clock.systemUTC(),
                _ -> {}),
            arguments);
    return new CommandRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
