package io.fivewhys.report;

/** Colours by meaning. Without them the same words stand there. */
public enum Palette {
  PLAIN,
  ANSI;

  String bad(String text) {
    return paint("1;31", text);
  }

  String good(String text) {
    return paint("1;32", text);
  }

  String unsure(String text) {
    return paint("1;33", text);
  }

  String heading(String text) {
    return paint("1", text);
  }

  String command(String text) {
    return paint("36", text);
  }

  String quiet(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
