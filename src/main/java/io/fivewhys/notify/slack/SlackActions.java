package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.Brief;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Texts;
import java.util.List;
import java.util.Optional;

/**
 * What waits for somebody's word, as Slack shows it: what exactly would change, and the buttons to
 * let it be done or not. Whoever approves must have seen all that changes: where it does not fit,
 * there is no button for it.
 *
 * @see <a
 *     href="https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object/">Confirmation
 *     dialog</a>
 */
final class SlackActions {
  /** More at a time are listed, without buttons. */
  static final int MOST_SHOWN = 3;

  static final int MOST_DIALOG_CHARS = 300;
  private static final int MOST_BECAUSE_CHARS = 600;

  private SlackActions() {}

  /** In mrkdwn, escaped. */
  static String section(Brief.Waiting waiting) {
    String head =
        "*Waits for an approval* (%s risk)\n%s\n%s"
            .formatted(
                waiting.risk(),
                SlackText.escaped(waiting.what(), MOST_DIALOG_CHARS),
                SlackText.escaped(waiting.because(), MOST_BECAUSE_CHARS));
    return head
        + "\nPlan "
        + waiting.plan()
        + (fits(waiting) ? "" : ", which is too long for here");
  }

  /** The command, and what changes by it. */
  static String code(Brief.Waiting waiting) {
    return SlackText.code(whole(waiting), SlackBlocks.MOST_SECTION_CHARS);
  }

  private static String whole(Brief.Waiting waiting) {
    return waiting.command() + "\n" + String.join("\n", waiting.changes());
  }

  /** Whether nothing of it was cut. */
  private static boolean fits(Brief.Waiting waiting) {
    String whole = whole(waiting);
    return whole.length() <= SlackBlocks.MOST_SECTION_CHARS
        && code(waiting).equals(SlackText.code(whole, Integer.MAX_VALUE));
  }

  static List<Button> buttons(Brief.Waiting waiting) {
    var reject =
        new Button(
            "Reject",
            SlackRequests.REJECT,
            waiting.id(),
            Optional.of(Button.Style.DANGER),
            Optional.empty());
    if (!fits(waiting)) {
      return List.of(reject);
    }
    var approve =
        new Button(
            "Approve",
            SlackRequests.APPROVE,
            waiting.id() + " " + waiting.plan(),
            Optional.of(Button.Style.PRIMARY),
            Optional.of(dialog(waiting)));
    return List.of(approve, reject);
  }

  /** Plain text, in which nothing means anything. */
  private static ObjectNode dialog(Brief.Waiting waiting) {
    String changes = String.join("\n", waiting.changes());
    String text =
        changes.isEmpty() || changes.length() > MOST_DIALOG_CHARS
            ? Texts.cut(
                "Plan %s, all %d changes of which stand in the message: %s"
                    .formatted(waiting.plan(), waiting.changes().size(), waiting.command()),
                MOST_DIALOG_CHARS)
            : changes;
    ObjectNode dialog = Json.object();
    plain(dialog.putObject("title"), Texts.cut(waiting.what(), 100));
    plain(dialog.putObject("text"), text);
    plain(dialog.putObject("confirm"), "Let it be done");
    plain(dialog.putObject("deny"), "Not now");
    return dialog;
  }

  private static void plain(ObjectNode at, String text) {
    at.put("type", "plain_text").put("text", text);
  }
}
