package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.notify.Brief;
import io.fivewhys.notify.Escape;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A message as Slack lays it out (Block Kit).
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/">Blocks and their limits</a>
 */
final class SlackBlocks {
  static final int MOST_BLOCKS = 50;
  static final int MOST_HEADER_CHARS = 150;
  static final int MOST_SECTION_CHARS = 3_000;
  static final int MOST_FIELDS = 10;
  static final int MOST_FIELD_CHARS = 2_000;

  /** What a field says fits in a few lines. */
  private static final int MOST_VALUE_CHARS = 300;

  private static final int MOST_HAPPENINGS = 5;

  private final ArrayNode blocks = Json.object().putArray("blocks");

  private SlackBlocks() {}

  /**
   * @param summary mrkdwn, escaped
   * @param buttons what can be done about it, the most wanted first; none is shown when empty
   * @param interactive whether what waits for an approval has buttons
   */
  static ArrayNode of(Brief brief, String summary, List<Button> buttons, boolean interactive) {
    var made = new SlackBlocks();
    made.header(brief);
    made.section(SlackText.cut(summary, MOST_SECTION_CHARS));
    made.fields(brief);
    made.list("Why", numbered(brief.why()));
    made.list("What speaks for it", brief.evidence().stream().map(it -> "• " + it).toList());
    brief.mitigation().ifPresent(made::mitigation);
    made.list("What is done about it", brief.actions().stream().map(it -> "• " + it).toList());
    brief.waiting().stream()
        .limit(SlackActions.MOST_SHOWN)
        .forEach(it -> made.waiting(it, interactive));
    made.list("What to change for good", brief.fixes().stream().map(SlackBlocks::fix).toList());
    made.list("What happened", happenings(brief));
    made.links(brief);
    made.actions(buttons);
    return made.blocks;
  }

  private void header(Brief brief) {
    ObjectNode block = block("header");
    String text = brief.incident().isPresent() ? brief.status() + ": " + brief.title() : "Fivewhys";
    block
        .putObject("text")
        .put("type", "plain_text")
        .put("text", Texts.cut(text, MOST_HEADER_CHARS))
        .put("emoji", false);
  }

  private void fields(Brief brief) {
    if (brief.facts().isEmpty()) {
      return;
    }
    ArrayNode fields = block("section").putArray("fields");
    brief.facts().entrySet().stream()
        .limit(MOST_FIELDS)
        .forEach(
            it ->
                mrkdwn(
                    fields.addObject(),
                    "*"
                        + it.getKey()
                        + "*\n"
                        + SlackText.escaped(it.getValue(), MOST_VALUE_CHARS)));
  }

  private void mitigation(Brief.Mitigation mitigation) {
    section(
        "*What to do now* ("
            + Escape.SLACK.apply(mitigation.risk())
            + " risk)\n"
            + SlackText.escaped(mitigation.summary() + "\n" + mitigation.because(), 2_500));
    section(SlackText.code(mitigation.command(), MOST_SECTION_CHARS));
  }

  private void waiting(Brief.Waiting waiting, boolean interactive) {
    section(SlackActions.section(waiting));
    section(SlackActions.code(waiting));
    if (interactive) {
      actions(SlackActions.buttons(waiting));
    }
  }

  private void links(Brief brief) {
    String runbooks =
        brief.runbooks().isEmpty()
            ? ""
            : "Runbooks: " + SlackText.escaped(String.join(", ", brief.runbooks()), 1_000);
    String link =
        brief
            .link()
            .map(it -> "<" + it.toString().replace("&", "&amp;") + "|Open the incident>")
            .orElse("");
    List<String> parts = List.of(link, runbooks).stream().filter(it -> !it.isEmpty()).toList();
    if (!parts.isEmpty()) {
      mrkdwn(
          block("context").putArray("elements").addObject(),
          SlackText.cut(String.join("  ·  ", parts), MOST_FIELD_CHARS));
    }
  }

  private void actions(List<Button> buttons) {
    if (!buttons.isEmpty()) {
      ArrayNode elements = block("actions").putArray("elements");
      buttons.forEach(it -> elements.add(it.json()));
    }
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      String text =
          SlackText.escaped(String.join("\n", lines), MOST_SECTION_CHARS - heading.length() - 3);
      section("*" + heading + "*\n" + text);
    }
  }

  private void section(String mrkdwn) {
    mrkdwn(block("section").putObject("text"), mrkdwn);
  }

  /** Verbatim: Slack links no names and addresses of its own accord. */
  private static void mrkdwn(ObjectNode text, String mrkdwn) {
    text.put("type", "mrkdwn").put("text", mrkdwn).put("verbatim", true);
  }

  private ObjectNode block(String type) {
    if (blocks.size() == MOST_BLOCKS) {
      throw new IllegalStateException("more than " + MOST_BLOCKS + " blocks");
    }
    return blocks.addObject().put("type", type);
  }

  private static List<String> numbered(List<String> lines) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> (i + 1) + ". " + lines.get(i))
        .collect(Collectors.toList());
  }

  private static List<String> happenings(Brief brief) {
    List<Brief.Happening> all = brief.timeline();
    return all.stream()
        .skip(Math.max(0, all.size() - MOST_HAPPENINGS))
        .map(it -> it.at() + " " + it.actor() + ": " + it.text())
        .toList();
  }

  private static String fix(Diagnosis.Fix fix) {
    return "• " + fix.title() + ": " + fix.detail();
  }
}
