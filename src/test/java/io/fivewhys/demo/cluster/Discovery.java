package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.APIVersionsBuilder;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which APIs there are, as a client asks before it uses them. */
final class Discovery {
  private static final Set<String> CLUSTER_WIDE =
      Set.of("Node", "Namespace", "NodeMetrics", "SelfSubjectAccessReview");

  /** Kinds by group and version, each with its plural and its short name. */
  private static final Map<String, List<String>> KINDS =
      new TreeMap<>(
          Map.of(
              "v1",
              List.of(
                  "Pod pods po",
                  "Service services svc",
                  "Event events ev",
                  "ConfigMap configmaps cm",
                  "Secret secrets",
                  "Node nodes no",
                  "Namespace namespaces ns",
                  "Endpoints endpoints ep",
                  "ResourceQuota resourcequotas",
                  "LimitRange limitranges",
                  "PersistentVolumeClaim persistentvolumeclaims"),
              "apps/v1",
              List.of(
                  "Deployment deployments deploy",
                  "ReplicaSet replicasets rs",
                  "StatefulSet statefulsets sts",
                  "DaemonSet daemonsets ds",
                  "ControllerRevision controllerrevisions"),
              OlderAutoscalers.VERSION,
              List.of("HorizontalPodAutoscaler horizontalpodautoscalers hpa"),
              "autoscaling/v2",
              List.of("HorizontalPodAutoscaler horizontalpodautoscalers hpa"),
              "authorization.k8s.io/v1",
              List.of("SelfSubjectAccessReview selfsubjectaccessreviews"),
              "discovery.k8s.io/v1",
              List.of("EndpointSlice endpointslices"),
              "networking.k8s.io/v1",
              List.of("Ingress ingresses ing", "NetworkPolicy networkpolicies"),
              "policy/v1",
              List.of("PodDisruptionBudget poddisruptionbudgets"),
              "metrics.k8s.io/v1beta1",
              List.of("PodMetrics pods", "NodeMetrics nodes")));

  /** What can be done with them by subresources, by their kind. */
  private static final Map<String, Map<String, String>> SUBRESOURCES =
      Map.of(
          "Pod", Map.of("log", "get", "eviction", "create"),
          "Deployment", Map.of("scale", "get patch update"),
          "ReplicaSet", Map.of("scale", "get patch update"));

  /** A kind and the version of the API that has it. */
  record Kind(String version, String name) {}

  private static final String VERSION =
      """
      {"major":"1","minor":"31","gitVersion":"v1.31.4","gitCommit":"demo",\
      "gitTreeState":"clean","buildDate":"2026-01-01T00:00:00Z","goVersion":"go1.22.9",\
      "compiler":"gc","platform":"linux/amd64"}\
      """;

  private Discovery() {}

  static boolean answers(String path) {
    return Set.of("/version", "/api", "/apis", "/healthz", "/livez", "/readyz").contains(path)
        || KINDS.containsKey(path.replaceFirst("^/apis?/", ""));
  }

  /** Whether an API of the estate is asked at all. */
  static boolean knows(String path) {
    return KINDS.keySet().stream().anyMatch(version -> knows(version, path));
  }

  private static boolean knows(String version, String path) {
    return path.startsWith((version.equals("v1") ? "/api/" : "/apis/") + version + "/");
  }

  /** What a path lists; empty when it is no list. */
  static Optional<Kind> kindOfList(String path) {
    String plural = path.substring(path.lastIndexOf('/') + 1);
    return KINDS.entrySet().stream()
        .filter(entry -> knows(entry.getKey(), path))
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(kind -> kind.split(" "))
                    .filter(names -> names[1].equals(plural))
                    .map(names -> new Kind(entry.getKey(), names[0])))
        .findFirst();
  }

  static MockResponse answer(String path) {
    return switch (path) {
      case "/version" -> new MockResponse().setBody(VERSION);
      case "/healthz", "/livez", "/readyz" ->
          new MockResponse().setHeader("Content-Type", "text/plain").setBody("ok");
      case "/api" -> json(new APIVersionsBuilder().withVersions("v1").build());
      case "/apis" -> json(new APIGroupListBuilder().withGroups(groups()).build());
      default -> json(resources(path.replaceFirst("^/apis?/", "")));
    };
  }

  private static List<APIGroup> groups() {
    return KINDS.keySet().stream()
        .filter(version -> version.contains("/"))
        .map(version -> version.substring(0, version.indexOf('/')))
        .distinct()
        .map(Discovery::group)
        .toList();
  }

  /** With the newest version first, which is preferred. */
  private static APIGroup group(String name) {
    List<GroupVersionForDiscovery> versions =
        KINDS.keySet().stream()
            .filter(version -> version.startsWith(name + "/"))
            .sorted(Comparator.reverseOrder())
            .map(it -> new GroupVersionForDiscovery(it, it.substring(name.length() + 1)))
            .toList();
    return new APIGroupBuilder()
        .withName(name)
        .withVersions(versions)
        .withPreferredVersion(versions.getFirst())
        .build();
  }

  private static Object resources(String version) {
    return new APIResourceListBuilder()
        .withGroupVersion(version)
        .withResources(KINDS.get(version).stream().flatMap(it -> resource(it)).toList())
        .build();
  }

  private static Stream<APIResource> resource(String kind) {
    String[] names = kind.split(" ");
    var resource =
        new APIResourceBuilder()
            .withName(names[1])
            .withSingularName(names[0].toLowerCase(Locale.ROOT))
            .withKind(names[0])
            .withNamespaced(!CLUSTER_WIDE.contains(names[0]))
            .withShortNames(names.length > 2 ? List.of(names[2]) : List.of())
            .withVerbs("create", "delete", "get", "list", "patch", "update", "watch")
            .build();
    return Stream.concat(
        Stream.of(resource),
        SUBRESOURCES.getOrDefault(names[0], Map.of()).entrySet().stream()
            .map(it -> subresource(names[1], it.getKey(), it.getValue(), names[0])));
  }

  private static APIResource subresource(String plural, String name, String verbs, String kind) {
    return new APIResourceBuilder()
        .withName(plural + "/" + name)
        .withSingularName("")
        .withKind(name.equals("scale") ? "Scale" : name.equals("eviction") ? "Eviction" : kind)
        .withNamespaced(true)
        .withVerbs(verbs.split(" "))
        .build();
  }

  private static MockResponse json(Object object) {
    return new MockResponse().setBody(Serialization.asJson(object));
  }
}
