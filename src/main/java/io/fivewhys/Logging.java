package io.fivewhys;

import io.fivewhys.Settings.Log.Level;
import io.fivewhys.settings.Loaded;

/** Hands the level to the logger's configuration; must run before the first logger is made. */
final class Logging {
  /** Read by {@code logback.xml}. */
  static final String LEVEL = "fivewhys.log.level";

  private Logging() {}

  static void asSet(Loaded<Settings> loaded) {
    System.setProperty(LEVEL, loaded.settings().log().level().name());
  }

  /** Warnings only, unless somebody asked for more on the command line or in the environment. */
  static void quietly(Loaded<Settings> loaded) {
    unlessAsked(loaded, Level.WARN);
  }

  /** Faults only, unless somebody asked for more. */
  static void faultsOnly(Loaded<Settings> loaded) {
    unlessAsked(loaded, Level.ERROR);
  }

  private static void unlessAsked(Loaded<Settings> loaded, Level usual) {
    var level = loaded.settings().log().level();
    String origin = loaded.origins().getOrDefault("log.level", "");
    boolean asked = origin.startsWith("flag") || origin.startsWith("environment");
    System.setProperty(LEVEL, (asked || level == Level.ERROR ? level : usual).name());
  }
}
