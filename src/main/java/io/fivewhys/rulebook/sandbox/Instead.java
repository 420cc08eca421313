package io.fivewhys.rulebook.sandbox;

import java.util.List;

/** What a rule may use in the place of what it may not. */
final class Instead {
  private static final String DEFAULT =
      "compute with the facts, the vocabulary (io.fivewhys.fact, io.fivewhys.inference), and what"
          + " allowed.txt lists of java.lang, java.util and java.time";

  private record Reason(String start, String advice) {}

  /** The first that fits counts. */
  private static final List<Reason> REASONS =
      List.of(
          new Reason(
              "org.drools.core.rule.consequence.KnowledgeHelper",
              "a then block concludes by insertLogical( fact ) alone: what was concluded goes when"
                  + " its reasons go, and no rule changes what others saw"),
          new Reason("org.drools", "a then block concludes by insertLogical( fact ) alone"),
          new Reason("org.kie", "a then block concludes by insertLogical( fact ) alone"),
          new Reason(
              "java.lang.System.currentTimeMillis",
              "answers depend on facts alone: compare with the times that facts carry"),
          new Reason(
              "java.lang.System",
              "rules see facts only: state what is needed as a Setting or Signal fact"),
          new Reason(
              "java.lang.Thread",
              "a rule is one condition and one conclusion; nothing runs beside it"),
          new Reason(
              "java.util.concurrent",
              "a rule is one condition and one conclusion; nothing runs beside it"),
          new Reason("java.lang.Process", "rules propose, they never act: conclude a Proposal"),
          new Reason("java.lang.Runtime", "rules propose, they never act: conclude a Proposal"),
          new Reason("java.io", "rules see facts only: state what is needed as a Signal fact"),
          new Reason("java.nio", "rules see facts only: state what is needed as a Signal fact"),
          new Reason(
              "java.net",
              "rules see facts only: state what is needed as a DependencyProbe or Signal fact"),
          new Reason("java.lang.Class", "ask with instanceof, or by a pattern of that type"),
          new Reason(
              "java.lang.Object.getClass", "ask with instanceof, or by a pattern of that type"),
          new Reason("java.lang.Object.hashCode", "compare with ==, equals or compareTo"),
          new Reason("java.lang.reflect", "call the fact's own methods"),
          new Reason("java.lang.invoke", "call the fact's own methods, or write a lambda"),
          new Reason(
              "java.util.Random", "answers depend on facts alone; there is no chance in them"),
          new Reason("java.util.UUID", "answers depend on facts alone; there is no chance in them"),
          new Reason(
              "java.lang.Math.random", "answers depend on facts alone; there is no chance in them"),
          new Reason("java.time.Instant.now", "compare with the times that facts carry"),
          new Reason("java.time.Clock", "compare with the times that facts carry"),
          new Reason("java.lang.String.format", "Words.of(\"{} of {}\", a, b) fills in values"),
          new Reason("java.lang.String.formatted", "Words.of(\"{} of {}\", a, b) fills in values"),
          new Reason(
              "java.lang.String",
              "contains, startsWith, endsWith, indexOf and substring are there, and matches as an"
                  + " operator of constraints"),
          new Reason("java.lang.StringBuilder", "put texts together with + or Words.of"),
          new Reason("java.lang.StringBuffer", "put texts together with + or Words.of"),
          new Reason("java.util.Set.of", "List.of keeps its order"),
          new Reason("java.util.HashMap", "TreeMap and LinkedHashMap keep their order"),
          new Reason("java.util.HashSet", "TreeSet and LinkedHashSet keep their order"),
          new Reason(
              "java.util.stream", "streams go over the collections of facts, one after the other"));

  private Instead() {}

  static String of(String type, String member) {
    String name = type + "." + member;
    for (Reason reason : REASONS) {
      if (name.startsWith(reason.start())) {
        return reason.advice();
      }
    }
    return DEFAULT;
  }
}
