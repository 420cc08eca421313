package io.fivewhys.collect.alert;

/** What was delivered is no payload of Alertmanager's webhook, and will be none another time. */
public final class PayloadRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String found;
  private final String allowed;

  PayloadRefused(String pointer, String found, String allowed) {
    super(
        "%s: found %s; allowed: %s"
            .formatted(pointer.isEmpty() ? "the document" : pointer, found, allowed));
    this.pointer = pointer;
    this.found = found;
    this.allowed = allowed;
  }

  /** JSON pointer (RFC 6901) of the place, empty for the whole document. */
  public String pointer() {
    return pointer;
  }

  public String found() {
    return found;
  }

  public String allowed() {
    return allowed;
  }
}
