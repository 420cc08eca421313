package io.fivewhys.logs.line;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How serious a line says it is, from least to most. */
public enum Level {
  DEBUG,
  INFO,
  WARN,
  ERROR,
  FATAL;

  private static final Map<String, Level> NAMES = new HashMap<>();

  static {
    name(DEBUG, "TRACE", "DEBUG", "DBG", "DBUG", "DEBU", "TRCE", "FINE", "FINER", "VERBOSE");
    name(INFO, "INFO", "INF", "INFORMATION", "INFORMATIONAL", "NOTICE", "LOG", "STATEMENT");
    name(WARN, "WARN", "WARNING", "WRN");
    name(ERROR, "ERROR", "ERR", "ERRO", "EROR", "SEVERE", "FAIL");
    name(FATAL, "FATAL", "FATA", "FTL", "CRITICAL", "CRIT", "ALERT", "EMERG", "EMERGENCY", "PANIC");
  }

  private static void name(Level level, String... names) {
    for (String name : names) {
      NAMES.put(name, level);
    }
  }

  /** The level of this name, in any case. */
  public static Optional<Level> named(String name) {
    return name.length() > 13
        ? Optional.empty()
        : Optional.ofNullable(NAMES.get(name.toUpperCase(Locale.ROOT)));
  }

  /** Level by the numbers of pino and bunyan: 30 is info, 50 error; syslog's 0 to 7 as well. */
  public static Optional<Level> numbered(int number) {
    if (number >= 10 && number <= 60) {
      int step = number / 10;
      return Optional.of(
          step <= 2 ? DEBUG : step == 3 ? INFO : step == 4 ? WARN : step == 5 ? ERROR : FATAL);
    }
    if (number >= 0 && number <= 7) {
      return Optional.of(
          number <= 2
              ? FATAL
              : number == 3 ? ERROR : number == 4 ? WARN : number <= 6 ? INFO : DEBUG);
    }
    return Optional.empty();
  }

  public boolean isAtLeast(Level other) {
    return compareTo(other) >= 0;
  }
}
