package io.fivewhys.cases;

import io.fivewhys.report.Printable;
import io.fivewhys.report.Problems;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as JUnit's XML, which CI systems read: a suite for each file of cases, and one named
 * {@code strict} for what {@link CaseSuite#missing} says.
 */
public final class CaseJunit {
  private final XMLStreamWriter xml;

  private CaseJunit(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @param missing what is to count as failed as well; an empty list where that is not asked for
   * @return a whole document, to be written as UTF-8
   */
  public static String of(CaseReport report, List<RuleProblem> missing) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new CaseJunit(xml).write(report, missing);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return text.append('\n').toString();
  }

  private void write(CaseReport report, List<RuleProblem> missing) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuites", "name", "fivewhys rules test");
    counts(
        report.results().size() + missing.size(),
        report.failed() + missing.size(),
        report.broken(),
        report.took());
    Map<String, List<CaseResult>> byFile =
        report.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.of().file(), LinkedHashMap::new, Collectors.toList()));
    for (var file : byFile.entrySet()) {
      writeSuite(file.getKey(), file.getValue());
    }
    if (!missing.isEmpty()) {
      start("testsuite", "name", "strict");
      counts(missing.size(), missing.size(), 0, Duration.ZERO);
      for (RuleProblem problem : missing) {
        start("testcase", "name", problem.message(), "classname", "strict", "time", "0.000");
        xml.writeAttribute("file", clean(problem.file()));
        ending("failure", problem.message(), Problems.text(problem));
        end();
      }
      end();
    }
    end();
    xml.writeEndDocument();
  }

  private void writeSuite(String file, List<CaseResult> results) throws XMLStreamException {
    start("testsuite", "name", file);
    counts(
        results.size(),
        results.stream().filter(CaseResult::failed).count(),
        results.stream().filter(CaseResult::broken).count(),
        results.stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus));
    for (CaseResult result : results) {
      start(
          "testcase",
          "name",
          result.of().name(),
          "classname",
          RuleIndex.packageOf(file),
          "time",
          seconds(result.took()),
          "file",
          file,
          "line",
          String.valueOf(result.of().line()));
      switch (result.outcome()) {
        case Outcome.Passed() -> {}
        case Outcome.Failed(var differences) ->
            ending("failure", differences.getFirst().what(), words(differences));
        case Outcome.Broken(var message) -> ending("error", message, message);
      }
      end();
    }
    end();
  }

  private static String words(List<Outcome.Difference> differences) {
    StringBuilder words = new StringBuilder();
    for (Outcome.Difference difference : differences) {
      words.append(difference.what()).append('\n');
      difference.hints().forEach(hint -> words.append("  - ").append(hint).append('\n'));
    }
    return words.toString();
  }

  private void ending(String element, String message, String words) throws XMLStreamException {
    start(element, "message", message, "type", element);
    xml.writeCharacters(
        words.lines().map(CaseJunit::clean).collect(Collectors.joining("\n", "\n", "\n")));
    end();
  }

  private void counts(long tests, long failures, long errors, Duration took)
      throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(tests));
    xml.writeAttribute("failures", String.valueOf(failures));
    xml.writeAttribute("errors", String.valueOf(errors));
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", seconds(took));
  }

  private void start(String element, String... attributes) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
    }
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  /** XML has no place at all for most control characters, escaped or not. */
  private static String clean(String text) {
    return Printable.line(text);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }
}
