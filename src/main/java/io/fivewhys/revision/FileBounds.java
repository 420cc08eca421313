package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file of a rulebook may be called, how large it may be, and how many there may be. */
public final class FileBounds {
  /** Most files of a rulebook. */
  public static final int FILES = 2_000;

  /** Largest file. */
  public static final int FILE_BYTES = 1 << 20;

  /** All files together. */
  public static final long TOTAL_BYTES = 16L << 20;

  static final int PATH_LENGTH = 200;
  static final int PATH_DEPTH = 8;

  private static final Pattern PATH =
      Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*\\.(drl|yaml)");
  private static final String PATH_ADVICE =
      "allowed: names of lower-case letters, digits, '.', '_' and '-', each beginning with a letter"
          + " or digit, joined by '/', ending in .drl or .yaml; at most "
          + PATH_LENGTH
          + " characters and "
          + PATH_DEPTH
          + " names";

  private FileBounds() {}

  /** What is wrong with a path; empty when nothing is. */
  public static Optional<RuleProblem> problemOfPath(String path) {
    boolean fits =
        path.length() <= PATH_LENGTH
            && path.chars().filter(letter -> letter == '/').count() < PATH_DEPTH
            && !path.contains("..")
            && PATH.matcher(path).matches();
    return fits
        ? Optional.empty()
        : Optional.of(
            RuleProblem.of(
                Stage.PARSE, shown(path), "a rule file cannot be called so", PATH_ADVICE));
  }

  /** What is wrong with a set of files as such; empty when nothing is. */
  public static List<RuleProblem> problemsOf(RuleFiles files) {
    List<RuleProblem> problems = new ArrayList<>();
    if (files.contents().size() > FILES) {
      problems.add(tooMany());
    }
    long total = 0;
    for (var file : files.contents().entrySet()) {
      problemOfPath(file.getKey()).ifPresent(problems::add);
      byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
      total += bytes.length;
      if (bytes.length > FILE_BYTES) {
        problems.add(tooLarge(file.getKey()));
      }
    }
    if (total > TOTAL_BYTES) {
      problems.add(tooLargeInAll());
    }
    return problems;
  }

  static RuleProblem tooMany() {
    return RuleProblem.of(
        Stage.PARSE, "", "more than " + FILES + " files", "put rules of one topic into one file");
  }

  static RuleProblem tooLarge(String path) {
    return RuleProblem.of(
        Stage.PARSE, shown(path), "larger than " + FILE_BYTES + " bytes", "split it");
  }

  static RuleProblem tooLargeInAll() {
    return RuleProblem.of(
        Stage.PARSE, "", "all files together are larger than " + TOTAL_BYTES + " bytes", "");
  }

  /** Names come from anybody: bounded, and without what steers a terminal. */
  static String shown(String path) {
    String bounded = path.length() > PATH_LENGTH ? path.substring(0, PATH_LENGTH) + "…" : path;
    return bounded.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
