package io.fivewhys.mitigate;

/**
 * Why something is not done.
 *
 * @param guard which guard objects, or which check right before acting; in kebab case
 * @param limit what would have to hold
 * @param value what is so instead
 * @param words for people, with what to do about it
 */
public record Refusal(String guard, String limit, String value, String words) {
  /** "last-ready: no ready pod would be left (limit 1 ready pod, is 0)": as it is told anywhere. */
  public String line() {
    return "%s: %s (limit %s, is %s)".formatted(guard, words, limit, value);
  }
}
