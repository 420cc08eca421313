package io.fivewhys.access;

/** A token's text, kept from being printed by accident. */
public final class Secret {
  private final String text;

  Secret(String text) {
    this.text = text;
  }

  /** For the one who may see it. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
