package io.fivewhys.budget;

/** A text that counts how often it is looked at, so that a search that goes wild ends. */
record TickingText(CharSequence text) implements CharSequence {
  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    Budget.tick();
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new TickingText(text.subSequence(start, end));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
