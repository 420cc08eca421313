package io.fivewhys.demo.cluster;

import java.time.Instant;

/** Sees every change that a client of the API asks for, dry runs apart; one after another. */
@FunctionalInterface
public interface ApiWrites {
  /**
   * @param at when it came
   * @param path without its query
   * @param by the field manager that the client names itself; empty when it names none
   */
  record Write(Instant at, String method, String path, String by, String body) {}

  /** It was done or refused; the client has not heard of it yet. Must return at once. */
  void seen(Write write, int status, String answer);
}
