package io.fivewhys.fact;

/** Kinds of error that are recognised in logs, whatever the language. */
public enum KnownError {
  CODE_ERROR,
  CONNECTION_REFUSED,
  TIMEOUT,
  OUT_OF_MEMORY,
  CONNECTION_POOL_EXHAUSTED,
  DNS_FAILURE,
  TLS_FAILURE,
  AUTH_FAILURE,
  DISK_FULL,
  TOO_MANY_OPEN_FILES,
  CONFIG_MISSING,
  RATE_LIMITED,
  DEADLOCK,
  QUOTA_EXCEEDED,
  CIRCUIT_BREAKER_OPEN,
  READ_ONLY,
  NETWORK_UNREACHABLE,
  LOCK_WAIT,
  SCHEMA_MISMATCH,
  PROCESS_CRASH,
  POLICY_DENIED,
  MESSAGE_TOO_LARGE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
