package io.fivewhys.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class CaseOutputTest {
  private static CaseReport report;
  private static CaseSuite suite;

  @BeforeAll
  static void run() throws InterruptedException {
    String cases =
        """
        cases:
          - name: "passes & <all>"
            facts: [{kind: NodeCondition, node: quiet, condition: Ready, status: false}]
            concludes: A node is not ready
          - name: "fails ]]> \\e[31m\\u0001 \\u202e"
            facts: [{kind: NetworkPath, from: "n1\\e[2J", to: n2, lossRatio: 0.9}]
            doesNotConclude: A node loses packets
          - name: breaks
            facts: [{kind: NodeCondition, node: n1, condition: Ready, status: false}]
            concludes: A node is not ready
        """;
    suite = CaseSuite.of(TinyRules.files(cases));
    report = TinyRules.run(cases);
  }

  @Test
  void textShowsWhatDidNotPassAndSumsUp() {
    String text = CaseText.of(report, false);
    assertThat(text)
        .contains(
            "FAILED evidence/tiny/cases.yaml:5 fails ]]> [31m\n"
                + "    \"A node loses packets\" concluded and must not\n"
                + "      - finding packets are lost (n1[2J): it loses packets\n",
            "ERROR  evidence/tiny/cases.yaml:8 breaks\n",
            "3 cases: 1 passed, 1 failed, 1 error; ")
        .doesNotContain("PASSED", "\u001b", "\u0001", "\u202e");
  }

  @Test
  void verboseTextListsWhatPassedToo() {
    assertThat(CaseText.of(report, true))
        .contains("PASSED evidence/tiny/cases.yaml:2 passes & <all>");
  }

  @Test
  void coverageIsATableAndAPercentage() {
    assertThat(CaseText.of(report.coverage()))
        .contains(
            "evidence/tiny                         3         1        0",
            "evidence/tiny/nodes.drl:6 \"A node is not ready\": never refuted",
            "\"A node loses packets\": neither",
            "Coverage: 0.0 %, 0 of 3 rules both conclude and are refuted");
  }

  @Test
  void jsonHoldsTheSame() {
    var json = CaseJson.of(report);
    assertThat(json.get("passed").asInt()).isEqualTo(1);
    assertThat(json.get("failed").asInt()).isEqualTo(1);
    assertThat(json.get("errors").asInt()).isEqualTo(1);
    assertThat(json.at("/results/1/outcome").asText()).isEqualTo("failed");
    assertThat(json.at("/results/1/differences/0/what").asText())
        .isEqualTo("\"A node loses packets\" concluded and must not");
    assertThat(json.at("/results/2/outcome").asText()).isEqualTo("error");
    assertThat(json.at("/results/2/message").asText()).isNotBlank();
    assertThat(json.at("/coverage/percent").asDouble()).isZero();
    assertThat(json.at("/coverage/uncovered/0/file").asText()).isEqualTo("evidence/tiny/nodes.drl");
  }

  @Test
  void junitIsWellFormedAndAddsUp() throws Exception {
    Element root = parsed(CaseJunit.of(report, List.of()));
    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(root.getAttribute("tests")).isEqualTo("3");
    assertThat(root.getAttribute("failures")).isEqualTo("1");
    assertThat(root.getAttribute("errors")).isEqualTo("1");
    Element suiteOfFile = (Element) root.getElementsByTagName("testsuite").item(0);
    assertThat(suiteOfFile.getAttribute("name")).isEqualTo("evidence/tiny/cases.yaml");
    var cases = root.getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(3);
    assertThat(((Element) cases.item(0)).getAttribute("name")).isEqualTo("passes & <all>");
    assertThat(((Element) cases.item(1)).getAttribute("name")).isEqualTo("fails ]]> [31m");
    assertThat(((Element) cases.item(1)).getAttribute("classname"))
        .isEqualTo("rules.evidence.tiny");
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("\"A node loses packets\" concluded and must not");
    assertThat(failure.getTextContent()).contains("finding packets are lost");
    assertThat(root.getElementsByTagName("error").getLength()).isEqualTo(1);
  }

  @Test
  void whatIsMissingFailsInASuiteOfItsOwn() throws Exception {
    var missing = suite.missing();
    assertThat(missing).isNotEmpty();
    Element root = parsed(CaseJunit.of(report, missing));
    assertThat(root.getAttribute("tests")).isEqualTo(String.valueOf(3 + missing.size()));
    assertThat(root.getAttribute("failures")).isEqualTo(String.valueOf(1 + missing.size()));
    Element strict = (Element) root.getElementsByTagName("testsuite").item(1);
    assertThat(strict.getAttribute("name")).isEqualTo("strict");
    assertThat(strict.getElementsByTagName("failure").getLength()).isEqualTo(missing.size());
  }

  private static Element parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }
}
