package io.fivewhys.inference;

import io.fivewhys.fact.Shell;
import java.util.Locale;

/**
 * A hypothesis that the evidence made credible and that nothing credible explains. There when
 * advice is given; the stages before must not look at it.
 *
 * @param hypothesis what the cause is
 * @param mechanism the finer cause in snake case
 * @param confidence 0.0 to 1.0
 * @param leading it is the most likely one
 */
public record RootCause(
    Hypothesis hypothesis, String mechanism, double confidence, boolean leading) {

  /** What kind of cause it is. */
  public Category category() {
    return hypothesis.category();
  }

  /** Whom it is about. */
  public Subject subject() {
    return hypothesis.subject();
  }

  /** The subject's name, for joins. */
  public String name() {
    return hypothesis.subject().name();
  }

  /** The subject is of this Kubernetes kind. */
  public boolean isKind(String kind) {
    return hypothesis.subject().kind().equals(kind);
  }

  /** Its name as one word of a command, safe to paste. */
  public String shellName() {
    return Shell.word(name());
  }

  /** " -n shop" for kubectl, safe to paste; nothing for what has no namespace. */
  public String inNamespace() {
    return hypothesis.subject().namespace().map(name -> " -n " + Shell.word(name)).orElse("");
  }

  /** Where to look by hand: kubectl for what it knows, words for the rest. */
  public String lookCommand() {
    return switch (hypothesis.subject().kind()) {
      case "Deployment", "StatefulSet", "DaemonSet" ->
          "kubectl describe "
              + kubectlName()
              + inNamespace()
              + "; kubectl logs "
              + kubectlName()
              + inNamespace()
              + " --tail=200";
      case "Node" -> "kubectl describe " + kubectlName();
      default -> "see the state and the log of " + shellName();
    };
  }

  /** "deployment/checkout" as kubectl takes it, safe to paste. */
  public String kubectlName() {
    return Shell.word(hypothesis.subject().kind().toLowerCase(Locale.ROOT) + "/" + name());
  }
}
