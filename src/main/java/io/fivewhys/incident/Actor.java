package io.fivewhys.incident;

/** Names of those who change incidents. */
public final class Actor {
  /** The service by itself. */
  public static final String SERVICE = "fivewhys";

  private Actor() {}
}
