package io.fivewhys.collect.accesslog;

/** Gets the lines of a log in their order. */
interface LineSink {
  /** A complete line without its end. */
  void line(String line);

  /** Lines are missing between the last and the next one. */
  void gap();
}
