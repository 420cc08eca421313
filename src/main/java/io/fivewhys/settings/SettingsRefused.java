package io.fivewhys.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used as a whole; every problem found is named at once. */
public final class SettingsRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public SettingsRefused(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> "  " + problem)
            .collect(Collectors.joining("\n", heading(problems.size()) + "\n", "")));
    this.problems = List.copyOf(problems);
  }

  private static String heading(int count) {
    return count == 1
        ? "A setting cannot be used:"
        : "%d settings cannot be used:".formatted(count);
  }

  public List<Problem> problems() {
    return problems;
  }
}
