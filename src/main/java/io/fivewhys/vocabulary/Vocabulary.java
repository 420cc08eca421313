package io.fivewhys.vocabulary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What rules can be written with.
 *
 * @param revision of the rulebook that signs and stages were taken from
 * @param facts what was observed, by kind
 * @param views what the program draws from facts before the rules run, and what rules conclude
 * @param helpers static methods for a rule's {@code then}
 * @param signs of findings, in the rulebook in force
 * @param signals how to write a rule for a measurement that has no kind of its own
 */
public record Vocabulary(
    String revision,
    List<Type> facts,
    List<Type> views,
    List<Function> helpers,
    List<Sign> signs,
    List<Word> categories,
    List<Word> actions,
    List<Word> risks,
    List<Strength> evidenceStrengths,
    List<Threshold> thresholds,
    List<Word> stages,
    List<Word> operators,
    List<Word> logPatterns,
    List<Word> sources,
    Signals signals) {

  /**
   * A type that patterns can match.
   *
   * @param fields as a snapshot has them; in a pattern by the same name
   * @param properties what it answers without being asked more; {@code isReady()} may be written
   *     {@code ready}
   * @param functions what it answers when asked with arguments
   * @param factories how a {@code then} makes one
   */
  public record Type(
      String name,
      String doc,
      List<Field> fields,
      List<Field> properties,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Function> functions,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Function> factories) {}

  /**
   * @param type as Java writes it; of an optional one what it holds
   * @param optional it may be unknown; ask {@code isPresent()} first
   * @param unit empty for what is no number and no time
   * @param values all there are, where they are few
   */
  public record Field(
      String name,
      String type,
      boolean optional,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String unit,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> values,
      String doc) {}

  /**
   * @param call as it is written, with the types and names of its parameters
   */
  public record Function(String name, String call, String type, String doc) {}

  /**
   * @param madeBy rules that make it
   * @param usedBy rules that ask for it
   */
  public record Sign(String sign, List<String> madeBy, List<String> usedBy) {}

  /** A name and what it means. */
  public record Word(String name, String doc) {}

  /**
   * @param decibans weight of evidence
   * @param times how many times more often it is seen when the hypothesis is true
   */
  public record Strength(int decibans, double times) {}

  /**
   * @param key in the settings
   */
  public record Threshold(
      String name, String key, String unit, double byDefault, double inForce, String doc) {}

  /**
   * @param key in the settings, a mapping from names to numbers
   * @param example a whole rule
   */
  public record Signals(
      String doc,
      String key,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) java.util.Map<String, Double> inForce,
      String example) {}
}
