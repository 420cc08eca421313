package io.fivewhys.access;

/**
 * What a request without a token may do where others than this machine can reach the service. On
 * the loopback address it is always {@link #READING}. Nobody changes anything without a token.
 */
public enum Anonymous {
  /** Ask whether the service is well. */
  HEALTH,
  /** That, and read the metrics. */
  METRICS,
  /** All that changes nothing, and have snapshots diagnosed. */
  READING
}
