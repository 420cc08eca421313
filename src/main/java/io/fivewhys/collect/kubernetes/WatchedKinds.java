package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fivewhys.collect.kubernetes.WatchedKind.Version;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each kind is watched. A kind that is not named here is kept as it is. */
final class WatchedKinds {
  private static final Map<Class<?>, WatchedKind<?>> SPECIAL =
      Stream.of(
              WatchedKind.plain(Secret.class, SecretDigest::of),
              WatchedKind.plain(Node.class, KeptFields::withoutImages),
              WatchedKind.plain(Pod.class, KeptFields::withoutManagers),
              WatchedKind.plain(Event.class, KeptFields::withoutManagers),
              WatchedKind.plain(ReplicaSet.class, KeptFields::withoutManagers),
              WatchedKind.plain(ControllerRevision.class, KeptFields::withoutManagers),
              WatchedKind.plain(ResourceQuota.class, KeptFields::withoutManagers),
              WatchedKind.plain(PersistentVolumeClaim.class, KeptFields::withoutManagers),
              endpointSlices(),
              autoscalers(),
              routes())
          .collect(Collectors.toUnmodifiableMap(WatchedKind::type, Function.identity()));

  private WatchedKinds() {}

  @SuppressWarnings("unchecked")
  static <T extends HasMetadata> WatchedKind<T> of(Class<T> type) {
    WatchedKind<?> special = SPECIAL.get(type);
    return special == null ? WatchedKind.plain(type, KeptFields::most) : (WatchedKind<T>) special;
  }

  private static WatchedKind<EndpointSlice> endpointSlices() {
    return new WatchedKind<>(
        EndpointSlice.class,
        List.of(
            new Version<>(EndpointSlice.class, KeptFields::withoutManagers, it -> it),
            new Version<>(
                io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice.class,
                KeptFields::withoutManagers,
                OlderApis::slice),
            new Version<>(Endpoints.class, KeptFields::withoutManagers, OlderApis::slice)));
  }

  private static WatchedKind<HorizontalPodAutoscaler> autoscalers() {
    return new WatchedKind<>(
        HorizontalPodAutoscaler.class,
        List.of(
            new Version<>(HorizontalPodAutoscaler.class, KeptFields::withoutManagers, it -> it),
            new Version<>(
                io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler.class,
                KeptFields::withoutManagers,
                OlderApis::autoscaler),
            new Version<>(
                io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class,
                KeptFields::withoutManagers,
                OlderApis::autoscaler)));
  }

  private static WatchedKind<HTTPRoute> routes() {
    return new WatchedKind<>(
        HTTPRoute.class,
        List.of(
            new Version<>(HTTPRoute.class, KeptFields::most, it -> it),
            new Version<>(
                io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute.class,
                KeptFields::most,
                OlderApis::route)));
  }
}
