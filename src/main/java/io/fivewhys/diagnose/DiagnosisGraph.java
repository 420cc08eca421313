package io.fivewhys.diagnose;

import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The chain of whys to look at: from what clients see, over what was found, to the causes, with
 * what was set aside. Nothing in it is worked out anew: it is what the answer was made from.
 *
 * <p>Following the leading edges from the only node that none of them points to gives the {@code
 * why} of the first cause, word by word.
 *
 * @param nodes symptoms first, then the steps and findings, then the hypotheses
 * @param edges both ends are among the nodes
 * @param cut what was left out, in words; empty when nothing was
 */
public record DiagnosisGraph(List<Node> nodes, List<Edge> edges, Optional<String> cut) {

  /** What a node stands for. */
  public enum NodeKind {
    /** What clients see. */
    SYMPTOM,
    /** From one on the way of the failing requests to the next. */
    STEP,
    /** What a rule found. */
    FINDING,
    /** What may have gone wrong, with whom. */
    HYPOTHESIS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of a hypothesis. */
  public enum Standing {
    /** Credible, and nothing credible explains it. */
    CAUSE,
    /** Explained by another one. */
    EFFECT,
    /** Set aside. */
    RULED_OUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What an edge says. */
  public enum EdgeKind {
    /** A step of a chain of whys, from the effect towards the root. */
    WHY,
    /** From a finding to the hypothesis that it speaks for or against. */
    EVIDENCE,
    /** From a hypothesis to one that would explain it. */
    BECAUSE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing in the picture.
   *
   * @param id the same for the same thing, whatever its numbers and the order of facts are
   * @param statement one sentence with its numbers
   * @param leading whether it lies on the way to the first cause, or is that
   * @param rule that found it; empty for what is no finding
   * @param facts indices of the facts it rests on
   * @param hypothesis empty for what is none
   */
  public record Node(
      String id,
      NodeKind kind,
      String statement,
      boolean leading,
      Optional<String> rule,
      List<Integer> facts,
      Optional<Standpoint> hypothesis) {}

  /**
   * A hypothesis and how it stands.
   *
   * @param mechanism the finer cause in snake case; empty where no evidence tells
   * @param prior decibans before any evidence; empty where there is no evidence
   * @param competition decibans that other causes take away; 0 or less
   * @param score prior + evidence + competition, decibans
   * @param confidence 0.0 to 1.0; of causes alone
   * @param because why it was set aside
   * @param furtherEvidence pieces of evidence that the graph leaves out
   */
  public record Standpoint(
      Category category,
      Subject subject,
      Standing standing,
      Optional<String> mechanism,
      Optional<Double> prior,
      Optional<Double> competition,
      Optional<Double> score,
      Optional<Double> confidence,
      Optional<String> because,
      int furtherEvidence) {}

  /**
   * From one node to another.
   *
   * @param leading whether it is a step of the {@code why} of the first cause
   * @param counts false for an explanation that was not taken: another was better, or it is not
   *     credible itself
   * @param weight decibans, of evidence: more than zero speaks for the hypothesis, less against it
   */
  public record Edge(
      String from,
      String to,
      EdgeKind kind,
      boolean leading,
      boolean counts,
      Optional<Double> weight) {}
}
