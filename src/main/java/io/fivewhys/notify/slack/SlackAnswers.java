package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.HttpSender.Result;
import io.fivewhys.notify.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever pressed a button in Slack what came of it; nobody else sees that.
 *
 * @see <a href="https://docs.slack.dev/interactivity/handling-user-interaction/">Handling user
 *     interaction</a>
 */
public final class SlackAnswers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackAnswers.class);
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json; charset=utf-8");

  private static final int MOST_CHARS = 2_000;

  private final HttpSender sender;

  /** Closes the sender when it is closed itself. */
  public SlackAnswers(HttpSender sender) {
    this.sender = sender;
  }

  /** With the usual limits. */
  public static SlackAnswers usual() {
    return new SlackAnswers(HttpSender.usual(Optional.empty()));
  }

  /**
   * Tries once: what it says can be read in the incident, too. Blocks.
   *
   * @param address as it came with the button; a secret
   */
  public void tell(URI address, String text) throws InterruptedException {
    ObjectNode body =
        Json.object()
            .put("response_type", "ephemeral")
            .put("replace_original", false)
            .put("text", SlackText.escaped(text, MOST_CHARS));
    switch (sender.post(address, HEADERS, Json.bytes(body))) {
      case Result.Answered(int status, _, _) -> {
        if (status / 100 != 2) {
          LOG.warn("Slack answers HTTP {} to what it is told about a button", status);
        }
      }
      case Result.Unanswered(String reason) ->
          LOG.warn("Slack is not told what a button did: {}", reason);
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
