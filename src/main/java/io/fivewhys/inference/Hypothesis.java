package io.fivewhys.inference;

/**
 * A possible root cause: what kind of thing went wrong with whom. Evidence with its weights decides
 * how likely it is.
 */
public record Hypothesis(Category category, Subject subject) {

  public boolean isAbout(String name) {
    return subject.name().equals(name);
  }
}
