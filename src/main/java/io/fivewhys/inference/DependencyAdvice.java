package io.fivewhys.inference;

import io.fivewhys.fact.Shell;

/** The first thing to do about a dependency, by how it fails. */
public final class DependencyAdvice {
  private DependencyAdvice() {}

  /**
   * What to do first about a dependency that fails this way.
   *
   * @param mechanism the finer cause in snake case
   */
  public static String firstStep(String mechanism, String name) {
    return switch (mechanism) {
      case "database_lock" ->
          "find the session that holds the lock in "
              + name
              + " and end it there (kill / pg_terminate_backend); the waiting ones follow";
      case "database_read_only" ->
          "see which node of "
              + name
              + " is the primary, promote one, and point the endpoint to it";
      case "rate_limited" ->
          "ask the operator of " + name + " for the limit, and queue or shed calls until then";
      case "database_slow", "cache_slow", "dependency_slow", "dependency_overloaded" ->
          "see what keeps " + name + " busy (longest statements, connections, disk), and shed load";
      case "external_api_down",
          "external_api_slow",
          "identity_provider_unreachable",
          "identity_provider_slow" ->
          "call the operator of " + name + ", check its status page, and switch to the fallback";
      case "dns_failure" ->
          "dig "
              + Shell.word(name)
              + "; call whoever runs its zone, or pin the last good address for now";
      case "broker_unavailable", "broker_slow" ->
          "see which brokers of " + name + " are down and why, and bring the in-sync replicas back";
      default ->
          "see the log and the pods of "
              + name
              + " (or call its operator), bring it back, and shed load while it recovers";
    };
  }
}
