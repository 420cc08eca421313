package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.diagnose.DiagnosisGraph.Edge;
import io.fivewhys.diagnose.DiagnosisGraph.EdgeKind;
import io.fivewhys.diagnose.DiagnosisGraph.Node;
import io.fivewhys.diagnose.DiagnosisGraph.NodeKind;
import io.fivewhys.diagnose.DiagnosisGraph.Standing;
import io.fivewhys.fact.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class DiagnosisGraphTest {
  private static final Path SHARED = Path.of("../shared/cases");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void theLeadingEdgesAreTheWhyOfTheFirstCauseWordByWord() {
    int walked = 0;
    for (IncidentCase it : IncidentCase.all()) {
      walked += walks(it.id(), it.answer());
    }
    assertThat(walked).isGreaterThan(50);
  }

  @Test
  void theSameHoldsForTheSharedCases() throws Exception {
    if (!Files.isDirectory(SHARED)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(SHARED)) {
      for (Path path : paths.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
        var snapshot = YAML.readTree(path.toFile()).path("snapshot");
        if (snapshot.isObject()) {
          walks(path.toString(), IncidentCase.diagnose(IncidentCase.read(snapshot)));
        }
      }
    }
  }

  /** How many first causes there were, 0 or 1. */
  private static int walks(String id, Diagnosis answer) {
    if (answer.causes().isEmpty()) {
      answer.graph().ifPresent(it -> assertThat(it.edges()).as(id).noneMatch(Edge::leading));
      return 0;
    }
    DiagnosisGraph graph = answer.graph().orElseThrow();
    assertThat(walk(graph)).as(id).isEqualTo(answer.causes().getFirst().why());
    return 1;
  }

  /** As the contract says: from the only node that no leading edge points to. */
  private static List<String> walk(DiagnosisGraph graph) {
    Map<String, Node> nodes =
        graph.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity()));
    Map<String, String> next = new HashMap<>();
    Set<String> reached = new HashSet<>();
    for (Edge edge : graph.edges()) {
      if (edge.leading()) {
        assertThat(next.put(edge.from(), edge.to())).isNull();
        reached.add(edge.to());
      }
    }
    List<String> starts = next.keySet().stream().filter(it -> !reached.contains(it)).toList();
    assertThat(starts).hasSize(1);
    List<String> said = new ArrayList<>();
    for (String at = starts.getFirst(); at != null; at = next.get(at)) {
      assertThat(nodes.get(at).leading()).isTrue();
      said.add(nodes.get(at).statement());
    }
    return said;
  }

  @Test
  void edgesJoinNodesAndIdsAreUnique() {
    var softly = new SoftAssertions();
    forEveryGraph(
        (id, answer, graph) -> {
          List<String> ids = graph.nodes().stream().map(Node::id).toList();
          softly.assertThat(ids).as(id).doesNotHaveDuplicates();
          for (Edge edge : graph.edges()) {
            softly.assertThat(ids).as(id).contains(edge.from(), edge.to());
          }
        });
    softly.assertAll();
  }

  @Test
  void theEvidenceOfACauseAddsUpToItsScore() {
    forEveryGraph(
        (id, answer, graph) -> {
          for (Diagnosis.Cause cause : answer.causes()) {
            Node node = hypothesis(graph, cause);
            var standpoint = node.hypothesis().orElseThrow();
            double sum =
                graph.edges().stream()
                    .filter(it -> it.kind() == EdgeKind.EVIDENCE && it.to().equals(node.id()))
                    .mapToDouble(it -> it.weight().orElseThrow())
                    .sum();
            assertThat(standpoint.standing()).as(id).isEqualTo(Standing.CAUSE);
            assertThat(standpoint.furtherEvidence()).as(id).isZero();
            assertThat(standpoint.prior().orElseThrow() + sum + cause.competition())
                .as(id)
                .isCloseTo(cause.score(), within(1e-6));
            assertThat(standpoint.confidence()).as(id).contains(cause.confidence());
          }
        });
  }

  private static Node hypothesis(DiagnosisGraph graph, Diagnosis.Cause cause) {
    return graph.nodes().stream()
        .filter(
            it ->
                it.hypothesis()
                    .filter(
                        known ->
                            known.category() == cause.category()
                                && known.subject().equals(cause.subject()))
                    .isPresent())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasRuledOutIsThereWithItsReason() {
    int[] seen = {0};
    forEveryGraph(
        (id, answer, graph) -> {
          if (graph.cut().isPresent()) {
            return;
          }
          for (Diagnosis.RuledOut out : answer.ruledOut()) {
            assertThat(graph.nodes())
                .as(id + " " + out)
                .anyMatch(
                    it ->
                        it.hypothesis()
                            .filter(
                                known ->
                                    known.category() == out.category()
                                        && out.subject().equals(Optional.of(known.subject()))
                                        && known.because().orElse("").contains(out.because()))
                            .isPresent());
            seen[0]++;
          }
        });
    assertThat(seen[0]).isGreaterThan(100);
  }

  @Test
  void anExplanationThatWasTakenLeadsFromTheEffectToItsCause() {
    int[] seen = {0};
    forEveryGraph(
        (id, answer, graph) -> {
          Map<String, Node> nodes =
              graph.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity()));
          for (Edge edge : graph.edges()) {
            if (edge.kind() == EdgeKind.BECAUSE && edge.counts()) {
              var effect = nodes.get(edge.from()).hypothesis().orElseThrow();
              assertThat(effect.standing()).as(id).isEqualTo(Standing.EFFECT);
              assertThat(nodes.get(edge.to()).kind()).isEqualTo(NodeKind.HYPOTHESIS);
              seen[0]++;
            }
          }
        });
    assertThat(seen[0]).isGreaterThan(20);
  }

  @Test
  void theOrderOfFactsChangesNoNodeAndNoEdge() {
    for (IncidentCase it : IncidentCase.all()) {
      Snapshot snapshot = it.snapshot();
      Snapshot shuffled = snapshot.withFacts(Renaming.shuffled(snapshot.facts(), 11));
      var changed = IncidentCase.diagnose(shuffled).graph().map(DiagnosisGraphTest::withoutFacts);
      assertThat(changed)
          .as(it.id())
          .isEqualTo(it.answer().graph().map(DiagnosisGraphTest::withoutFacts));
    }
  }

  /** Their indices differ with the order. */
  private static DiagnosisGraph withoutFacts(DiagnosisGraph graph) {
    return new DiagnosisGraph(
        graph.nodes().stream()
            .map(
                it ->
                    new Node(
                        it.id(),
                        it.kind(),
                        it.statement(),
                        it.leading(),
                        it.rule(),
                        List.of(),
                        it.hypothesis()))
            .toList(),
        graph.edges(),
        graph.cut());
  }

  @Test
  void aGraphIsBoundedAndReadsBackAsItWasWritten() throws IOException {
    for (IncidentCase it : IncidentCase.all()) {
      byte[] json = DiagnosisJson.json(it.answer());
      Diagnosis again = DiagnosisJson.read(json);
      assertThat(DiagnosisJson.json(again)).as(it.id()).isEqualTo(json);
      assertThat(again.graph().isPresent()).isEqualTo(it.answer().graph().isPresent());
      it.answer()
          .graph()
          .ifPresent(
              graph -> {
                assertThat(graph.nodes()).as(it.id()).hasSizeLessThan(400);
                assertThat(graph.edges()).as(it.id()).hasSizeLessThan(600);
              });
    }
  }

  @Test
  void whatWasKeptWithoutAGraphIsReadWithoutOne() throws IOException {
    var answer = SampleDiagnoses.badRelease("gw");
    assertThat(DiagnosisJson.read(DiagnosisJson.json(answer)).graph()).isEmpty();
  }

  private interface Look {
    void at(String id, Diagnosis answer, DiagnosisGraph graph);
  }

  private static void forEveryGraph(Look look) {
    for (IncidentCase it : IncidentCase.all()) {
      it.answer().graph().ifPresent(graph -> look.at(it.id(), it.answer(), graph));
    }
  }
}
