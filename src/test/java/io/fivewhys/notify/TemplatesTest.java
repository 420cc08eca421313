package io.fivewhys.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.notify.Templates.Kind;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TemplatesTest {
  @TempDir Path directory;

  private Templates with(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
    return Templates.of(directory);
  }

  private static Brief escalated() {
    return Brief.of(ExampleMessages.of(Occasion.ESCALATED));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theShippedOnesHaveSomethingToSayOfEverything(Kind kind) {
    for (Occasion occasion : Occasion.values()) {
      for (Message message :
          new Message[] {
            ExampleMessages.of(occasion), ExampleMessages.huge(occasion), ExampleMessages.test()
          }) {
        assertThat(Templates.shipped().render(kind, Brief.of(message))).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theShippedOnesPassTheirOwnCheck(Kind kind) throws IOException {
    try (var in = Templates.class.getResourceAsStream("templates/" + kind.file())) {
      with(kind.file(), new String(in.readAllBytes()));
    }
  }

  @Test
  void aFileTakesThePlaceOfOneAndLeavesTheOthers() throws IOException {
    var templates =
        with("pagerduty-summary.mustache", "{{#incident}}{{severity}} {{gateway}}{{/incident}}!");

    assertThat(templates.render(Kind.PAGERDUTY_SUMMARY, escalated()))
        .isEqualTo("critical api-gateway!");
    assertThat(templates.render(Kind.MAIL_SUBJECT, escalated())).startsWith("[Fivewhys]");
  }

  @Test
  void allThatIsDocumentedIsThere() throws IOException {
    var templates =
        with(
            "mail-text.mustache",
            "{{occasion}} {{status}} {{title}} {{text}} {{at}} {{link}}"
                + "{{#incident}}{{id}} {{gateway}} {{namespace}} {{state}} {{severity}} {{summary}}"
                + " {{cause}} {{mechanism}} {{confidence}} {{since}} {{opened}} {{assignee}}"
                + " {{acknowledgedBy}} {{resolution}} {{escalation}}"
                + " {{#facts}}{{name}}={{value}};{{/facts}}{{/incident}}"
                + "{{#diagnosis}}{{#why}}{{.}}{{/why}}{{#evidence}}{{.}}{{/evidence}}"
                + "{{#runbooks}}{{.}}{{/runbooks}}"
                + "{{#mitigation}}{{summary}} {{command}} {{risk}} {{because}}{{/mitigation}}"
                + "{{#fixes}}{{title}} {{detail}}{{/fixes}}{{/diagnosis}}"
                + "{{#timeline}}{{at}} {{actor}} {{kind}} {{text}}{{/timeline}}");

    assertThat(templates.render(Kind.MAIL_TEXT, escalated()))
        .contains("escalated Escalated api-gateway", "99 %", "bad_release", "Severity=critical;");
  }

  @Test
  void noTemplateCanForgetToEscape() throws IOException {
    var templates = with("mail-html.mustache", "{{{text}}}{{&text}}{{=<% %>=}}<%&text%>");

    assertThat(
            templates.render(Kind.MAIL_HTML, Brief.of(ExampleMessages.hostile(Occasion.ESCALATED))))
        .doesNotContain("<");
    templates = with("slack-summary.mustache", "*{{{text}}}* <!here>");
    assertThat(
            templates.render(
                Kind.SLACK_SUMMARY, Brief.of(ExampleMessages.hostile(Occasion.ESCALATED))))
        .contains("&lt;!channel&gt;")
        .endsWith("* <!here>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one\\n{{#incident}} never closed|mail-text.mustache:2",
        "one\\ntwo\\n{{/incident}}|mail-text.mustache:3",
        "one\\n{{unheard}}|mail-text.mustache:2",
        "one\\ntwo {{#unheard}}x{{/unheard}}|mail-text.mustache:2",
        "one\\n{{#incident}}\\n{{severty}}{{/incident}}|mail-text.mustache:3",
        "{{#diagnosis}}\\n"
            + "{{#mitigation}}\\n"
            + "{{nothing}}{{/mitigation}}{{/diagnosis}}|mail-text.mustache:3",
        "{{>other}}|mail-text.mustache",
        "{{incident.severity}}|mail-text.mustache:1"
      })
  void oneThatIsBrokenStopsTheStartAndIsNamedWithItsLine(String text, String place) {
    assertThatThrownBy(() -> with("mail-text.mustache", text.replace("\\n", "\n")))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining(place);
  }

  @Test
  void oneThatGrowsBeyondBoundsStopsTheStart() {
    String loop = "{{#timeline}}";
    String end = "{{/timeline}}";
    assertThatThrownBy(
            () -> with("mail-text.mustache", loop.repeat(7) + "{{text}}" + end.repeat(7)))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("it makes more than");
    assertThatThrownBy(() -> with("mail-text.mustache", "x".repeat(70_000)))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("it has more than 65536 bytes");
  }

  @Test
  void aFileThatIsNoTemplateStopsTheStartAndHiddenOnesAreLeftAlone() throws IOException {
    with(".hidden", "{{#");
    assertThatThrownBy(() -> with("mail-texts.mustache", "x"))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("did you mean mail-text.mustache?");
  }

  @Test
  void aDirectoryThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> Templates.of(directory.resolve("none")))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("none");
  }
}
