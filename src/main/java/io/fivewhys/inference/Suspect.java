package io.fivewhys.inference;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Fact;
import java.util.List;
import java.util.Optional;

/**
 * Somebody on the way of the failing requests: the gateway, an upstream, what it calls, or what it
 * depends on.
 *
 * @param name its name, as facts refer to it
 * @param subject what it is
 * @param role what it is to the failing requests
 * @param type what kind of dependency it is, where a probe tells
 * @param depth 0 for the gateway, 1 for an upstream of a failing route, one more for each hop
 * @param accused something says that requests fail here: a route, a failing call, a log line; false
 *     for what is merely used
 * @param deepest accused, and nothing it needs is accused
 * @param path the steps from the symptom to here, in words with their numbers
 * @param facts what makes it a suspect
 */
public record Suspect(
    String name,
    Subject subject,
    Role role,
    Optional<DependencyProbe.Type> type,
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

  /** It is the gateway itself. */
  public boolean isGateway() {
    return role == Role.GATEWAY;
  }

  /** It is a service behind the gateway. */
  public boolean isService() {
    return role == Role.SERVICE;
  }

  /** It is used by services and is none of them: a database, a cache, somebody else's API. */
  public boolean isDependency() {
    return role == Role.DEPENDENCY;
  }

  /** The finer cause, in snake case, when something of its kind does not answer. */
  public String mechanismWhenDown() {
    return switch (kindOfDependency()) {
      case DATABASE -> "database_unreachable";
      case CACHE -> "cache_unreachable";
      case EXTERNAL_API -> "external_api_down";
      case QUEUE -> "broker_unavailable";
      case DNS -> "dns_failure";
      case STORAGE -> "storage_unavailable";
      case IDENTITY -> "identity_provider_unreachable";
      case SERVICE, OTHER -> "dependency_unavailable";
    };
  }

  /** The finer cause, in snake case, when something of its kind is slow. */
  public String mechanismWhenSlow() {
    return switch (kindOfDependency()) {
      case DATABASE -> "database_slow";
      case CACHE -> "cache_slow";
      case EXTERNAL_API -> "external_api_slow";
      case QUEUE -> "broker_slow";
      case STORAGE -> "storage_slow";
      case IDENTITY -> "identity_provider_slow";
      case DNS, SERVICE, OTHER -> "dependency_slow";
    };
  }

  /** Without a probe a host with a domain is somebody else's API. */
  private DependencyProbe.Type kindOfDependency() {
    boolean foreign = subject.kind().equals("Dependency") && name.contains(".");
    return type.orElse(foreign ? DependencyProbe.Type.EXTERNAL_API : DependencyProbe.Type.OTHER);
  }
}
