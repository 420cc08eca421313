package io.fivewhys.settings;

import java.util.Locale;

/**
 * One setting.
 *
 * @param name sections and name in kebab case, joined by dots: {@code http.port}
 * @param kind what it may hold
 * @param defaultValue what it holds unless set
 */
public record Key(String name, Kind kind, Object defaultValue) {

  /** The variable that sets it: {@code FIVEWHYS_HTTP_PORT}. */
  public String variable(String prefix) {
    return prefix + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The flag that sets it: {@code --http.port}. */
  public String flag() {
    return "--" + name;
  }

  /** The default as it is written in the file. */
  public String writtenDefault() {
    return kind.write(defaultValue);
  }

  /** {@code maxBodyBytes} → {@code max-body-bytes}. */
  static String kebab(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
