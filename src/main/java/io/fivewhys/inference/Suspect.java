package io.fivewhys.inference;

import io.fivewhys.fact.Fact;
import java.util.List;

/**
 * Somebody on the way of the failing requests: the gateway, an upstream, what it calls, or what it
 * depends on.
 *
 * @param depth 0 for the gateway, 1 for an upstream of a failing route, one more for each hop
 * @param accused something says that requests fail here: a route, a failing call, a log line;
 *     false for what is merely used
 * @param deepest accused, and nothing it needs is accused
 * @param path the steps from the symptom to here, in words with their numbers
 */
public record Suspect(
    String name,
    Subject subject,
    Role role,
    int depth,
    boolean accused,
    boolean deepest,
    List<String> path,
    List<Fact> facts)
    implements Observed {

  /** What a suspect is to the failing requests. */
  public enum Role {
    GATEWAY,
    SERVICE,
    DEPENDENCY
  }

  public boolean isGateway() {
    return role == Role.GATEWAY;
  }

  public boolean isService() {
    return role == Role.SERVICE;
  }

  public boolean isDependency() {
    return role == Role.DEPENDENCY;
  }
}
