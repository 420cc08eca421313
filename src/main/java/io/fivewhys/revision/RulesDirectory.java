package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A directory of rules that others write: people, a git checkout, the kubelet. This service never
 * writes there.
 */
public final class RulesDirectory implements RuleSource {
  /** Reads until two agree; a directory that is rewritten without end is broken. */
  private static final int READS = 5;

  private final Path directory;
  private final Times times;

  /**
   * @param quietPeriod how long nothing may change before it is read
   * @param postponement longest wait for that
   * @param rescan how often it is looked through for changes of which the system did not tell
   */
  public record Times(Duration quietPeriod, Duration postponement, Duration rescan) {}

  public RulesDirectory(Path directory, Times times) {
    this.directory = directory;
    this.times = times;
  }

  @Override
  public Revision.Origin origin() {
    return Revision.Origin.DIRECTORY;
  }

  @Override
  public String place() {
    return "the directory " + directory;
  }

  @Override
  public Reading read() {
    Reading last = DirectoryReader.read(directory);
    for (int i = 1; i < READS; i++) {
      Reading now = DirectoryReader.read(directory);
      if (now.equals(last)) {
        return now;
      }
      last = now;
    }
    return new Reading.Broken(
        List.of(
            RuleProblem.of(
                Stage.PARSE,
                "",
                "the files in " + directory + " change while they are read",
                "they are read again as soon as they rest")));
  }

  @Override
  public Watching watch(Consumer<Reading> changed) {
    return DirectoryWatch.begin(directory, times, this::read, changed);
  }
}
