package io.fivewhys;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.rulebook.Rulebook;
import java.nio.file.Files;
import java.nio.file.Path;

/** The object graph, put together by hand. */
final class Wiring {
  private Wiring() {}

  /**
   * The rules of the working directory, else the program's own.
   *
   * @throws Refused when a directory that was asked for is not there
   * @throws io.fivewhys.rulebook.RulebookRefused when the rules cannot be used
   */
  static Rulebook rulebook(Settings settings, Path workingDirectory) {
    var directory = settings.rules().directory();
    var place = workingDirectory.resolve(directory);
    if (Files.isDirectory(place)) {
      return Rulebook.load(place);
    }
    if (!directory.equals(Settings.defaults().rules().directory())) {
      throw new Refused("rules.directory: there is no directory " + directory + ".");
    }
    return Rulebook.shipped();
  }

  static Diagnoser diagnoser(Settings settings) {
    return new Diagnoser(settings.diagnosisPolicy());
  }
}
