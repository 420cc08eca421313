package io.fivewhys;

import io.fivewhys.cli.Surroundings;
import java.time.Clock;
import java.time.Duration;

/** The program with a clock that is wrong by the first argument. */
public final class ReplicaMain {
  private ReplicaMain() {}

  public static void main(String[] arguments) {
    var here = Surroundings.ofThisProcess();
    var clock = Clock.offset(Clock.systemUTC(), Duration.parse(arguments[0]));
    var surroundings =
        new Surroundings(
            here.environment(),
            here.directory(),
            here.in(),
            here.out(),
            here.err(),
            here.terminal(),
            clock,
            here.onStop());
    System.exit(
        Main.run(surroundings, java.util.Arrays.copyOfRange(arguments, 1, arguments.length)));
  }
}
