package io.fivewhys.notify;

import java.util.function.UnaryOperator;

/** Makes texts from anywhere mean nothing but themselves where they are put. */
public enum Escape implements UnaryOperator<String> {
  NONE {
    @Override
    public String apply(String text) {
      return text;
    }
  },

  HTML {
    @Override
    public String apply(String text) {
      return text.replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;")
          .replace("'", "&#39;");
    }
  },

  /**
   * Slack's mrkdwn: without angle brackets there is no link, no {@code <!channel>}, no {@code
   * <@U1>}. A zero-width space keeps "@here" a word even where names are linked; back ticks would
   * open code.
   */
  SLACK {
    @Override
    public String apply(String text) {
      return text.replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("`", "'")
          .replace("@", "@\u200B");
    }
  }
}
