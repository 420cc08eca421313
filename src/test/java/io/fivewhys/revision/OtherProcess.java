package io.fivewhys.revision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;

/** Another service over the same directory, to be killed. */
final class OtherProcess {
  private OtherProcess() {}

  /** Holds the lock of a store until it is killed. */
  static Process holdingTheLock(Path home) throws IOException {
    Process process = start("hold", home);
    process.inputReader().readLine();
    return process;
  }

  /** Puts one revision after the other in force, and prints each head's version. */
  static Process advancing(Path home) throws IOException {
    return start("advance", home);
  }

  private static Process start(String what, Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            what,
            home.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[1]);
    if (arguments[0].equals("hold")) {
      try (var channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.println("held");
        Thread.sleep(600_000);
      }
    }
    var store = new FileRevisions(home, 1_000, Clock.systemUTC());
    while (true) {
      var before = store.head();
      long version = before.map(Head::version).orElse(0L) + 1;
      var files = FileRevisionsTest.files("text " + version);
      store.advance(version - 1, FileRevisionsTest.head(version, files, before), List.of(files));
      System.out.println(version);
    }
  }
}
