package io.fivewhys.rulebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kie.api.builder.Message;

/**
 * What the compiler says, as weakly placed as it says it.
 *
 * @param text its words, without stack traces
 * @param statement the statement of generated Java it is about; empty when it is about none
 * @param bodyLine of what was read as the body of a rule, 1-based; 0 when it does not say
 */
record Complaint(String text, String statement, int bodyLine) {
  private static final String SOURCE = "Java source of ";
  private static final String IN_ERROR = " in error:\n";
  private static final String BODY_LINE = "caused by: (line ";

  /** Generated code as the compiler adds it to what it says of it, told apart from that. */
  static List<Complaint> all(List<Message> messages) {
    Map<String, List<String>> sources = new HashMap<>();
    for (Message message : messages) {
      String text = message.getText();
      int end = text.startsWith(SOURCE) ? text.indexOf(IN_ERROR) : -1;
      if (end > 0) {
        sources.put(
            text.substring(SOURCE.length(), end),
            text.substring(end + IN_ERROR.length()).lines().toList());
      }
    }
    List<Complaint> complaints = new ArrayList<>();
    for (Message message : messages) {
      if (!message.getText().startsWith(SOURCE)) {
        complaints.add(complaint(message, sources.getOrDefault(message.getPath(), List.of())));
      }
    }
    return complaints;
  }

  /** Of bad DRL that makes the compiler throw. */
  static Complaint thrown(Throwable thrown) {
    String words = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return new Complaint(
        thrown instanceof StackOverflowError ? "too deeply nested for the compiler" : first(words),
        "",
        0);
  }

  private static Complaint complaint(Message message, List<String> source) {
    String text = message.getText();
    int line = message.getLine();
    String statement = line > 0 && line <= source.size() ? source.get(line - 1).strip() : "";
    return new Complaint(first(text), statement, bodyLine(text));
  }

  /** Without the stack trace that some bring along. */
  private static String first(String text) {
    int trace = text.indexOf("Problem stacktrace");
    return (trace < 0 ? text : text.substring(0, trace)).strip();
  }

  private static int bodyLine(String text) {
    int at = text.indexOf(BODY_LINE);
    if (at < 0) {
      return 0;
    }
    int begin = at + BODY_LINE.length();
    int end = text.indexOf(',', begin);
    try {
      return Integer.parseInt(text.substring(begin, Math.max(begin, end)));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
