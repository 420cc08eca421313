package io.fivewhys.logs;

import java.util.List;

/** Tells the lines that go on with an event, and those that only say where in the code it was. */
final class Frames {
  /** Begin a line that belongs to the event before it, though it is not indented. */
  private static final List<String> GOES_ON =
      List.of(
          "Caused by:",
          "Suppressed:",
          "at ",
          "...",
          "--- End of",
          "---> ",
          "During handling of",
          "The above exception",
          "goroutine ",
          "created by ",
          "exit status",
          "stack backtrace",
          "note: ",
          "thrown in",
          "Stack trace",
          "stack trace",
          "[signal ",
          "Position:",
          "DETAIL:",
          "Detail:",
          "HINT:",
          "LINE ",
          "errno:",
          "code:",
          "syscall:",
          "Process finished",
          "Backtrace",
          "Next ",
          "from /",
          "rax ",
          "runtime.",
          "main.",
          "*__checkpoint",
          "|_ checkpoint");

  /** Begin an event of their own, though no logger wrote them. */
  private static final List<String> STARTS =
      List.of(
          "panic: ",
          "fatal error: ",
          "Exception in thread",
          "Unhandled ",
          "Uncaught ",
          "PHP Fatal",
          "PHP Warning",
          "Segmentation fault",
          "SIGSEGV",
          "thread '",
          "Error: ",
          "error: ",
          "FATAL");

  private Frames() {}

  static boolean goesOn(String text) {
    char first = text.charAt(0);
    if (first == '}' || first == ']' || first == ')') {
      return text.length() < 4;
    }
    if (first == '#' && text.length() > 2 && Character.isDigit(text.charAt(1))) {
      return true;
    }
    return startsWithAny(text, GOES_ON);
  }

  static boolean starts(String text) {
    return startsWithAny(text, STARTS);
  }

  /** The name of an exception, then perhaps a message: {@code a.b.SomethingException: …}. */
  static boolean isException(String text) {
    int end = 0;
    while (end < text.length()
        && end < 200
        && (Character.isJavaIdentifierPart(text.charAt(end))
            || ".\\".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    String name = text.substring(0, end);
    return end > 4
        && (name.endsWith("Exception") || name.endsWith("Error") || name.endsWith("Throwable"));
  }

  /** Names a place in the code, a part of a dump or what was asked, and no error. */
  static boolean isFrame(String line) {
    String text = line.strip();
    if (text.length() < 3) {
      return true;
    }
    char first = text.charAt(0);
    return switch (first) {
      case 'a' -> text.startsWith("at ");
      case 'F' -> text.startsWith("File \"");
      case 'f' -> text.startsWith("from /");
      case 'g' -> text.startsWith("goroutine ");
      case 'c' -> text.startsWith("created by ");
      case '~', '^', '|', '*' -> true;
      case '.' -> text.startsWith("...");
      case '#' -> Character.isDigit(text.charAt(1));
      case '-' -> text.startsWith("--- End of");
      case '/' -> text.contains(".go:") || text.contains(".rb:") && !text.contains("Error");
      case 'S' -> text.startsWith("STATEMENT:");
      case 'L' -> text.startsWith("LINE ");
      default -> first >= '0' && first <= '9' && isNumberedFrame(text);
    };
  }

  /** Rust's {@code 12: core::panicking::panic_fmt}. */
  private static boolean isNumberedFrame(String text) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    return digits < 4 && text.startsWith(": ", digits) && text.contains("::");
  }

  private static boolean startsWithAny(String text, List<String> beginnings) {
    for (String beginning : beginnings) {
      if (text.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
