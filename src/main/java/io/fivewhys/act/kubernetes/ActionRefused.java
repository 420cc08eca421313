package io.fivewhys.act.kubernetes;

import io.fivewhys.mitigate.Refusal;

/** It is not to be done; the way of a refusal up to {@link ClusterActuator}, which answers it. */
final class ActionRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  ActionRefused(String guard, String limit, String value, String words) {
    super(words, null, false, false);
    this.refusal = new Refusal(guard, limit, value, words);
  }

  Refusal refusal() {
    return refusal;
  }
}
