package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** HTTPRoutes that send requests to what is not there, or that their Gateway does not take. */
final class HttpRouteCheck {
  private static final int LONGEST_MESSAGE = 200;

  private final World world;
  private final RouteTargets targets;
  private final List<Problem> problems = new ArrayList<>();

  private HttpRouteCheck(World world) {
    this.world = world;
    this.targets = new RouteTargets(world.services());
  }

  static List<Problem> of(World world) {
    var check = new HttpRouteCheck(world);
    world.objects().list(HTTPRoute.class).forEach(check::check);
    return check.problems;
  }

  private void check(HTTPRoute route) {
    int before = problems.size();
    if (route.getSpec() != null) {
      for (HTTPRouteRule rule : Template.present(route.getSpec().getRules()).toList()) {
        Template.present(rule.getBackendRefs()).forEach(it -> backend(route, rule, it));
      }
    }
    boolean backendsMissing = problems.size() > before;
    if (route.getStatus() != null) {
      Template.present(route.getStatus().getParents())
          .forEach(it -> parent(route, it, backendsMissing));
    }
  }

  private void backend(HTTPRoute route, HTTPRouteRule rule, HTTPBackendRef ref) {
    boolean service =
        (ref.getKind() == null || ref.getKind().equals("Service"))
            && (ref.getGroup() == null || ref.getGroup().isEmpty());
    boolean used = ref.getWeight() == null || ref.getWeight() > 0;
    if (!service || !used || ref.getName() == null) {
      return;
    }
    String own = route.getMetadata().getNamespace();
    String namespace = ref.getNamespace() == null ? own : ref.getNamespace();
    Optional<String> port = Optional.ofNullable(ref.getPort()).map(Object::toString);
    targets
        .problem(namespace, ref.getName(), port, way(rule))
        .ifPresent(
            text ->
                add(
                    route,
                    text,
                    world.services().behind(own, List.of(namespace + "/" + ref.getName()))));
  }

  private static String way(HTTPRouteRule rule) {
    return Template.present(rule.getMatches())
        .map(HTTPRouteMatch::getPath)
        .filter(Objects::nonNull)
        .map(it -> it.getValue())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("all requests");
  }

  private void parent(HTTPRoute route, RouteParentStatus parent, boolean backendsMissing) {
    for (Condition each : Template.present(parent.getConditions()).toList()) {
      boolean current =
          each.getObservedGeneration() == null
              || route.getMetadata().getGeneration() == null
              || each.getObservedGeneration() >= route.getMetadata().getGeneration();
      if (!current || !"False".equals(each.getStatus())) {
        continue;
      }
      String gateway =
          parent.getParentRef() == null ? "its parent" : "" + parent.getParentRef().getName();
      if ("Accepted".equals(each.getType())) {
        add(route, "not accepted by " + gateway + because(each), behind(route));
      } else if ("ResolvedRefs".equals(each.getType()) && !backendsMissing) {
        add(route, "references not resolved by " + gateway + because(each), behind(route));
      }
    }
  }

  private List<String> behind(HTTPRoute route) {
    var services = new TreeSet<String>();
    if (route.getSpec() != null) {
      Template.present(route.getSpec().getRules())
          .flatMap(it -> Template.present(it.getBackendRefs()))
          .filter(it -> it.getName() != null)
          .forEach(
              it ->
                  services.add(
                      (it.getNamespace() == null ? "" : it.getNamespace() + "/") + it.getName()));
    }
    return world.services().behind(route.getMetadata().getNamespace(), services);
  }

  private static String because(Condition condition) {
    String message = condition.getMessage() == null ? "" : condition.getMessage().strip();
    String reason = condition.getReason() == null ? "" : condition.getReason();
    String all = reason + (message.isEmpty() ? "" : ": " + message);
    return all.isEmpty()
        ? ""
        : " (" + all.substring(0, Math.min(LONGEST_MESSAGE, all.length())) + ")";
  }

  private void add(HTTPRoute route, String text, List<String> affects) {
    problems.add(
        new Problem(
            ObservedKind.HTTP_ROUTE,
            route.getMetadata().getNamespace(),
            route.getMetadata().getName(),
            text,
            affects,
            true));
  }
}
