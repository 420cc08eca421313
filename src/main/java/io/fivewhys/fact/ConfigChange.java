package io.fivewhys.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of configuration that is no rollout: ConfigMap, Secret (by name only), Ingress, Service,
 * NetworkPolicy, feature flag, or something outside the cluster under a Kind of its own.
 *
 * @param object what was changed, as Kind/name
 * @param namespace namespace; the snapshot's when absent
 * @param at when
 * @param action what was done to it
 * @param keys the keys or paths that changed
 * @param affects workloads that read it
 * @param problem what is wrong with it, where the source can tell
 * @param from the old value, where known and not secret
 * @param to the new value
 * @param managedBy GitOps owner if any
 */
public record ConfigChange(
    @Shape(Shape.Kind.OBJECT) String object,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    Optional<Instant> at,
    Optional<Action> action,
    List<String> keys,
    @Shape(Shape.Kind.NAME) List<String> affects,
    Optional<String> problem,
    Optional<String> from,
    Optional<String> to,
    Optional<String> managedBy)
    implements Fact {

  public ConfigChange {
    keys = List.copyOf(keys);
    affects = List.copyOf(affects);
  }

  /** What was done to the object. */
  public enum Action {
    CREATED,
    UPDATED,
    DELETED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The kind in front of the object's slash: ConfigMap, Secret, VirtualService. */
  public String objectKind() {
    return object.substring(0, object.indexOf('/'));
  }

  /** The name behind the object's slash. */
  public String objectName() {
    return object.substring(object.indexOf('/') + 1);
  }

  /** ConfigMap or Secret. */
  public boolean isConfigOrSecret() {
    return isKind("ConfigMap") || isCredentials();
  }

  /** Holds what one side shows and the other side checks. */
  public boolean isCredentials() {
    return isKind("Secret") || objectKind().startsWith("Vault") || objectKind().contains("Secret");
  }

  /** Says which request goes where. */
  public boolean isRouting() {
    return switch (objectKind()) {
      case "Ingress",
          "HTTPRoute",
          "GRPCRoute",
          "VirtualService",
          "DestinationRule",
          "IngressRoute",
          "Gateway",
          "Route",
          "HTTPProxy",
          "VirtualHost",
          "Mapping",
          "ApisixRoute",
          "KongIngress",
          "TraefikService",
          "UpstreamPolicy",
          "LoadBalancer",
          "Listener",
          "TargetGroup" ->
          true;
      default -> false;
    };
  }

  /** Says who may talk to whom. */
  public boolean isNetworkPolicy() {
    String kind = objectKind();
    return kind.contains("NetworkPolicy")
        || kind.contains("Firewall")
        || kind.contains("SecurityGroup")
        || kind.equals("AuthorizationPolicy")
        || kind.equals("PeerAuthentication");
  }

  /** The object is a feature flag or toggle. */
  public boolean isFeatureFlag() {
    return objectKind().contains("Flag") || objectKind().contains("Toggle");
  }

  /** The object is a record of the DNS. */
  public boolean isDnsRecord() {
    return objectKind().toUpperCase(java.util.Locale.ROOT).contains("DNS") || isKind("RecordSet");
  }

  private boolean isKind(String kind) {
    return objectKind().equals(kind);
  }

  /** The finer cause, in snake case, when an object of this kind is wrong; empty when many. */
  public String mechanism() {
    if (isFeatureFlag()) {
      return "feature_flag";
    }
    if (isNetworkPolicy()) {
      return "network_policy_blocks";
    }
    if (isDnsRecord()) {
      return "dns_record_wrong";
    }
    if (isRouting()) {
      return "route_misconfigured";
    }
    if (mentions("timeout")) {
      return "timeout_too_short";
    }
    if (isKind("Service")) {
      return mentions("port") ? "target_port_mismatch" : "selector_mismatch";
    }
    return isCredentials() ? "credentials_rotated" : "";
  }

  /** One of its keys or values holds one of these words, in any case. */
  public boolean mentions(String... words) {
    String all =
        (String.join(" ", keys) + " " + from.orElse("") + " " + to.orElse(""))
            .toLowerCase(java.util.Locale.ROOT);
    for (String word : words) {
      if (all.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A part of the object's name is a part of the other's too, apart from the words that such names
   * are made of: {@code allow-egress-erx} and {@code erx.health.example}.
   */
  public boolean sharesNameWith(String other) {
    java.util.Set<String> theirs =
        java.util.Set.copyOf(
            java.util.List.of(other.toLowerCase(java.util.Locale.ROOT).split("[^a-z0-9]+")));
    for (String part : objectName().toLowerCase(java.util.Locale.ROOT).split("[^a-z0-9]+")) {
      if (part.length() >= 3 && !COMMON_WORDS.contains(part) && theirs.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static final java.util.Set<String> COMMON_WORDS =
      java.util.Set.of(
          "allow",
          "deny",
          "default",
          "egress",
          "ingress",
          "rule",
          "policy",
          "network",
          "from",
          "all",
          "the",
          "api",
          "com",
          "net",
          "org",
          "example",
          "svc",
          "cluster",
          "local",
          "prod",
          "www",
          "http",
          "https",
          "tcp",
          "internal",
          "external");

  /** Labels of the object itself, which requests do not notice, and nothing else. */
  public boolean changesOnlyLabels() {
    return !keys.isEmpty()
        && keys.stream().allMatch(key -> key.matches("metadata\\.labels.*|labels"));
  }

  /** Both are read by one workload. */
  public boolean concernsSameAs(ConfigChange other) {
    return affects.stream().anyMatch(other.affects::contains);
  }

  /** The new value holds a number that is this duration, in milliseconds or in seconds. */
  public boolean namesDurationNear(double millis) {
    java.util.regex.Matcher number = NUMBER.matcher(to.orElse(""));
    while (number.find()) {
      double value = Double.parseDouble(number.group());
      if (Math.abs(value - millis) <= 0.05 * millis
          || Math.abs(value * 1000 - millis) <= 0.05 * millis) {
        return true;
      }
    }
    return false;
  }

  private static final java.util.regex.Pattern NUMBER =
      java.util.regex.Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})?");

  /** The same change, known to be read by these workloads. */
  public ConfigChange affecting(List<String> workloads) {
    return new ConfigChange(
        object, namespace, at, action, keys, workloads, problem, from, to, managedBy);
  }

  /** It lies in the cluster or in the flag service, where it can be put back by a command. */
  public boolean isInReach() {
    String kind = objectKind();
    return !isDnsRecord()
        && !kind.contains("Firewall")
        && !kind.contains("SecurityGroup")
        && !kind.contains("LoadBalancer")
        && !kind.contains("TargetGroup")
        && !kind.contains("Bucket")
        && !kind.toUpperCase(java.util.Locale.ROOT).startsWith("IAM")
        && !kind.startsWith("Vault");
  }

  /**
   * How to put it back by hand, safe to paste: its names may hold anything. The old value is no
   * part of it, since it is a text and no command.
   */
  public String revertCommand(String defaultNamespace) {
    if (isFeatureFlag()) {
      return "turn " + Shell.word(objectName()) + " back in the flag service";
    }
    String where = " -n " + Shell.word(namespace.orElse(defaultNamespace));
    String what = Shell.word(objectKind().toLowerCase(java.util.Locale.ROOT) + "/" + objectName());
    return action.filter(Action.CREATED::equals).isPresent()
        ? "kubectl get " + what + where + " -o yaml > kept.yaml && kubectl delete " + what + where
        : "kubectl apply" + where + " -f last-good.yaml";
  }

  /** A text that names the object or one of its keys. */
  public boolean isNamedIn(String text) {
    return text.contains(objectName()) || keys.stream().anyMatch(text::contains);
  }

  /** This workload is among those that it reaches. */
  public boolean affects(String workload) {
    return affects.contains(workload);
  }
}
