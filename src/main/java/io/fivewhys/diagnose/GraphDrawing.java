package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.diagnose.DiagnosisGraph.Edge;
import io.fivewhys.diagnose.DiagnosisGraph.EdgeKind;
import io.fivewhys.diagnose.DiagnosisGraph.Node;
import io.fivewhys.diagnose.DiagnosisGraph.NodeKind;
import io.fivewhys.diagnose.DiagnosisGraph.Standpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The nodes and edges so far. What is said in the same words is one node. */
final class GraphDrawing {
  /** A finding may rest on thousands. */
  static final int MOST_FACTS = 50;

  private static final class Said {
    final String id;
    final NodeKind kind;
    final String statement;
    final TreeSet<Integer> facts = new TreeSet<>();
    Optional<String> rule = Optional.empty();
    boolean leading;

    Said(String id, NodeKind kind, String statement) {
      this.id = id;
      this.kind = kind;
      this.statement = statement;
    }

    Node node() {
      List<Integer> some = facts.stream().limit(MOST_FACTS).toList();
      return new Node(id, kind, statement, leading, rule, some, Optional.empty());
    }
  }

  private record Ends(EdgeKind kind, String from, String to) {}

  private final GraphIds ids = new GraphIds();
  private final Map<String, Said> said = new LinkedHashMap<>();
  private final List<Node> hypotheses = new ArrayList<>();
  private final Map<Ends, Edge> edges = new LinkedHashMap<>();
  private final List<String> cut = new ArrayList<>();

  /**
   * A node that says this; the one that does already where there is one.
   *
   * @param named what its id is made of
   * @return its id
   */
  String say(NodeKind kind, String statement, Collection<Integer> facts, Object... named) {
    Budget.tick();
    Said node = said.get(statement);
    if (node == null) {
      node = new Said(ids.of(kind.toString(), named), kind, statement);
      said.put(statement, node);
    }
    node.facts.addAll(facts);
    return node.id;
  }

  /** A rule found what is said. */
  void found(String statement, String rule) {
    Said node = said.get(statement);
    if (node.rule.isEmpty()) {
      node.rule = Optional.of(rule);
    }
  }

  /**
   * The id of what is said.
   *
   * @param leading whether it lies on the way to the first cause
   */
  String id(String statement, boolean leading) {
    Said node = said.get(statement);
    node.leading |= leading;
    return node.id;
  }

  /**
   * @return its id
   */
  String suppose(String statement, boolean leading, Standpoint how) {
    Budget.tick();
    String id = ids.of("hypothesis", how.category(), how.subject(), how.subject().namespace());
    hypotheses.add(
        new Node(
            id,
            NodeKind.HYPOTHESIS,
            statement,
            leading,
            Optional.empty(),
            List.of(),
            Optional.of(how)));
    return id;
  }

  /** The first of two that say the same stands. */
  void draw(Edge edge) {
    Budget.tick();
    edges.putIfAbsent(new Ends(edge.kind(), edge.from(), edge.to()), edge);
  }

  void leftOut(int number, String what, String many) {
    if (number > 0) {
      cut.add(number == 1 ? "1 " + what : number + " " + many);
    }
  }

  DiagnosisGraph graph() {
    List<Node> nodes = new ArrayList<>();
    for (NodeKind kind : List.of(NodeKind.SYMPTOM, NodeKind.STEP, NodeKind.FINDING)) {
      said.values().stream().filter(it -> it.kind == kind).map(Said::node).forEach(nodes::add);
    }
    nodes.addAll(hypotheses);
    Optional<String> note =
        cut.isEmpty()
            ? Optional.empty()
            : Optional.of("Not drawn: " + String.join(", ", cut) + ".");
    return new DiagnosisGraph(List.copyOf(nodes), List.copyOf(edges.values()), note);
  }
}
