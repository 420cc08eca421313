package io.fivewhys.fact;

/** Kinds of error that are recognised in logs, whatever the language. */
public enum KnownError {
  /** An exception or panic in the program itself. */
  CODE_ERROR,
  /** Nobody accepts connections at an address. */
  CONNECTION_REFUSED,
  /** Somebody did not answer in time. */
  TIMEOUT,
  /** The process found no memory. */
  OUT_OF_MEMORY,
  /** No connection was free in the process's own pool. */
  CONNECTION_POOL_EXHAUSTED,
  /** A name could not be resolved. */
  DNS_FAILURE,
  /** A certificate or handshake was refused. */
  TLS_FAILURE,
  /** Credentials were rejected. */
  AUTH_FAILURE,
  /** There was no space left to write. */
  DISK_FULL,
  /** The process has no file descriptor left. */
  TOO_MANY_OPEN_FILES,
  /** A setting that is needed is missing or cannot be used. */
  CONFIG_MISSING,
  /** Somebody asks for fewer requests. */
  RATE_LIMITED,
  /** Threads or transactions wait for each other. */
  DEADLOCK,
  /** A quota is used up. */
  QUOTA_EXCEEDED,
  /** The workload's own breaker refuses to call somebody. */
  CIRCUIT_BREAKER_OPEN,
  /** A store takes no writes. */
  READ_ONLY,
  /** There is no way to an address. */
  NETWORK_UNREACHABLE,
  /** A lock in a database was not given in time. */
  LOCK_WAIT,
  /** Data does not have the form that is expected: a column, a field, a type. */
  SCHEMA_MISMATCH,
  /** The process ended by a signal or a fatal error. */
  PROCESS_CRASH,
  /** A policy of network or access refused it. */
  POLICY_DENIED,
  /** A message or header is larger than somebody takes. */
  MESSAGE_TOO_LARGE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
