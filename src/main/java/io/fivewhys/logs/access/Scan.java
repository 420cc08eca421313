package io.fivewhys.logs.access;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Goes over a line from left to right, once. */
final class Scan {
  private final String line;
  private int next;

  Scan(String line, int from) {
    this.line = line;
    this.next = from;
  }

  int position() {
    return next;
  }

  /** Goes back to a place it was at. */
  void back(int position) {
    next = position;
  }

  boolean atEnd() {
    spaces();
    return next >= line.length();
  }

  char peek() {
    spaces();
    return next < line.length() ? line.charAt(next) : 0;
  }

  /** Up to the next space; empty at the end. */
  String word() {
    spaces();
    int begin = next;
    int space = line.indexOf(' ', begin);
    next = space < 0 ? line.length() : space;
    return line.substring(begin, next);
  }

  /**
   * What stands between quotes, where a backslash keeps the quote after it; null without quotes.
   */
  String quoted() {
    if (peek() != '"') {
      return null;
    }
    int begin = ++next;
    while (next < line.length() && line.charAt(next) != '"') {
      next += line.charAt(next) == '\\' ? 2 : 1;
    }
    if (next >= line.length()) {
      next = line.length();
      return null;
    }
    return line.substring(begin, next++);
  }

  /** What stands between brackets; null without them. */
  String bracketed(char open, char close) {
    if (peek() != open) {
      return null;
    }
    int end = line.indexOf(close, next);
    if (end < 0) {
      return null;
    }
    String inside = line.substring(next + 1, end);
    next = end + 1;
    return inside;
  }

  private void spaces() {
    while (next < line.length() && line.charAt(next) == ' ') {
      next++;
    }
  }

  /** A whole number of at most nine digits, with or without a sign. */
  static OptionalInt integer(String text) {
    int begin = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    if (text.length() == begin || text.length() > begin + 9) {
      return OptionalInt.empty();
    }
    int number = 0;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      number = number * 10 + c - '0';
    }
    return OptionalInt.of(text.charAt(0) == '-' ? -number : number);
  }

  /** A number of 0 or more, with or without a fraction. */
  static OptionalDouble decimal(String text) {
    if (text.isEmpty() || text.length() > 20) {
      return OptionalDouble.empty();
    }
    boolean digit = false;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      dots += c == '.' ? 1 : 0;
      if ((c < '0' || c > '9') && c != '.') {
        return OptionalDouble.empty();
      }
    }
    return digit && dots <= 1
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
