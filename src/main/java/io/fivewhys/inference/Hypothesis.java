package io.fivewhys.inference;

/**
 * A possible root cause: what kind of thing went wrong with whom. Evidence with its weights decides
 * how likely it is.
 *
 * @param category what kind of cause
 * @param subject whom it is about
 */
public record Hypothesis(Category category, Subject subject) {

  /** Its subject has this name. */
  public boolean isAbout(String name) {
    return subject.name().equals(name);
  }
}
