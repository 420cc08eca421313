package io.fivewhys.store;

/**
 * Something whose value is another one once something has changed.
 *
 * @param topic what has changed then, e.g. {@code incident:ID}
 * @param part of several things that make the same topic
 */
public record ChangeMark(String topic, String part) {
  public static ChangeMark of(String topic) {
    return new ChangeMark(topic, "");
  }
}
