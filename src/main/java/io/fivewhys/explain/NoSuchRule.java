package io.fivewhys.explain;

import java.util.Optional;

/** The rulebook has no rule of this name. */
public final class NoSuchRule extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> meant;

  NoSuchRule(String name, Optional<String> meant) {
    super(
        "There is no rule \"%s\".%s"
            .formatted(name, meant.map(it -> " Did you mean \"" + it + "\"?").orElse("")));
    this.meant = meant;
  }

  /** What may have been meant. */
  public Optional<String> meant() {
    return meant;
  }
}
