package io.fivewhys.logs;

/**
 * Paths of requests as routes: what differs from request to request is folded into {@code {id}}.
 */
final class Routes {
  static final String ID = "{id}";
  private static final int MOST_SEGMENTS = 10;
  private static final int LONGEST_SEGMENT = 48;
  private static final int LONGEST_EXTENSION = 5;

  private Routes() {}

  /** {@code /v1/stock/961} → {@code /v1/stock/{id}}. */
  static String fold(String path) {
    if (path.length() < 2 || path.charAt(0) != '/') {
      return path;
    }
    StringBuilder route = new StringBuilder(path.length());
    int begin = 1;
    int segments = 0;
    while (begin <= path.length()) {
      int end = path.indexOf('/', begin);
      end = end < 0 ? path.length() : end;
      if (end > begin) {
        if (++segments > MOST_SEGMENTS) {
          return route.append("/…").toString();
        }
        route.append('/').append(segment(path.substring(begin, end)));
      }
      begin = end + 1;
    }
    return route.isEmpty() ? "/" : route.toString();
  }

  private static String segment(String text) {
    if (text.startsWith("{") || text.startsWith(":") || text.equals("*")) {
      return text.startsWith(":") ? ID : text;
    }
    int dot = text.lastIndexOf('.');
    boolean extension =
        dot > 0 && text.length() - dot - 1 <= LONGEST_EXTENSION && dot < text.length() - 1;
    if (extension && !isNumber(text)) {
      String stem = text.substring(0, dot);
      return (isOpaque(stem) ? ID : plain(stem)) + plain(text.substring(dot));
    }
    return isOpaque(text) || isCoded(text) ? ID : plain(text);
  }

  /** A number, a UUID, a hash, a token. */
  private static boolean isOpaque(String text) {
    if (text.length() > LONGEST_SEGMENT || text.indexOf('@') > 0 || text.startsWith("%7B")) {
      return true;
    }
    if (isNumber(text)) {
      return true;
    }
    boolean hex = true;
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hex &= Character.digit(c, 16) >= 0 || c == '-';
      digits += Character.isDigit(c) ? 1 : 0;
      letters += Character.isLetter(c) ? 1 : 0;
    }
    if (digits == 0) {
      return false;
    }
    return (hex && text.length() >= 8)
        || (text.length() >= 16 && digits >= 2)
        || digits >= 4 && letters > 0
        || digits > 5;
  }

  /** Digits, perhaps parted as in a date, an amount or a place. */
  private static boolean isNumber(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      if ((c < '0' || c > '9') && "-.,_:+".indexOf(c) < 0) {
        return false;
      }
    }
    return digit;
  }

  /** Letters before at least three digits, like an order or a seat: QK881, SKU-1234. */
  private static boolean isCoded(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits >= 3;
  }

  private static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return ID; // no name that somebody gave to a route
      }
    }
    return text;
  }
}
