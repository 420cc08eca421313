package io.fivewhys.settings;

/**
 * One value from one place, not yet understood.
 *
 * @param key the key as it was written there
 * @param where file and line, environment variable or flag
 * @param value what stands there
 */
record Given(String key, String where, Value value) {
  /** What can stand at a key. */
  sealed interface Value {
    /** A scalar. */
    record Scalar(String text) implements Value {}

    /** A list of scalars. */
    record Items(java.util.List<String> texts) implements Value {}

    /** Nothing at all. */
    record Nothing() implements Value {}

    /** A mapping without a key. */
    record Empty() implements Value {}

    /** A shape that no setting has; in words. */
    record Other(String found) implements Value {}
  }
}
