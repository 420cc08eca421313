package io.fivewhys.notify.slack;

import io.fivewhys.notify.Escape;
import io.fivewhys.notify.Texts;
import java.util.function.UnaryOperator;

/** Texts of mrkdwn within Slack's bounds, which count what was escaped. */
final class SlackText {
  private SlackText() {}

  /** A text that means nothing but itself, at most so long once it is escaped. */
  static String escaped(String text, int most) {
    return fitting(text, most, Escape.SLACK);
  }

  /** A block of code; what is in it is copied, so that nothing but what has to is changed. */
  static String code(String text, int most) {
    String fence = "```";
    return fence
        + fitting(
            text.replace(fence, "'''"),
            most - 2 * fence.length(),
            it -> it.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        + fence;
  }

  /** Cut before it is escaped, since half of {@code &amp;} is none. */
  private static String fitting(String text, int most, UnaryOperator<String> escape) {
    String some = Texts.cut(text, most);
    String escaped = escape.apply(some);
    while (escaped.length() > most) {
      some =
          Texts.cut(some, Math.max(2, some.length() - Math.max(1, (escaped.length() - most) / 5)));
      escaped = escape.apply(some);
    }
    return escaped;
  }

  /** A text that is escaped already: at most so long, no entity or link in halves. */
  static String cut(String mrkdwn, int most) {
    if (mrkdwn.length() <= most) {
      return mrkdwn;
    }
    String some = Texts.cut(mrkdwn, most);
    int open = Math.max(some.lastIndexOf('&'), some.lastIndexOf('<'));
    boolean isWhole = open < 0 || some.indexOf(some.charAt(open) == '&' ? ';' : '>', open) > 0;
    return isWhole ? some : some.substring(0, open) + "…";
  }
}
