package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.List;
import java.util.function.Consumer;

/** Where rules come from that nobody sends: a directory, or the program itself. */
public interface RuleSource {
  /** What reading it gave. */
  sealed interface Reading {
    /** All of it. */
    record Complete(RuleFiles files) implements Reading {}

    /** It is not known what it holds; that is not the same as nothing. */
    record Broken(List<RuleProblem> problems) implements Reading {}
  }

  /** What comes from it is marked so. */
  Revision.Origin origin();

  /** For people: where it is. */
  String place();

  /** What it holds now. */
  Reading read();

  /**
   * Begins to tell of changes.
   *
   * @param changed called by one thread at a time with what the source holds now
   */
  default Watching watch(Consumer<Reading> changed) {
    return () -> {};
  }

  /** Goes on until closed. */
  interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /** The rules inside the program: they never change while it runs. */
  static RuleSource shipped() {
    return new RuleSource() {
      @Override
      public Revision.Origin origin() {
        return Revision.Origin.SHIPPED;
      }

      @Override
      public String place() {
        return "the program's own rules";
      }

      @Override
      public Reading read() {
        return new Reading.Complete(RuleFiles.shipped());
      }
    };
  }
}
