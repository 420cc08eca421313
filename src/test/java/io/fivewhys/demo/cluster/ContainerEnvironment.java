package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The variables of a container, with what it takes from ConfigMaps and Secrets. */
final class ContainerEnvironment {
  /** Why the container cannot be made, in the kubelet's words. */
  static final class Incomplete extends Exception {
    Incomplete(String message) {
      super(message);
    }
  }

  private ContainerEnvironment() {}

  static Map<String, String> of(Container container, ClusterStore store) throws Incomplete {
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : container.getEnv()) {
      var from = variable.getValueFrom();
      if (from == null) {
        environment.put(variable.getName(), variable.getValue());
      } else if (from.getConfigMapKeyRef() != null) {
        environment.put(variable.getName(), of(from.getConfigMapKeyRef(), store));
      } else if (from.getSecretKeyRef() != null) {
        environment.put(variable.getName(), of(from.getSecretKeyRef(), store));
      }
    }
    return environment;
  }

  private static String of(ConfigMapKeySelector key, ClusterStore store) throws Incomplete {
    var map = store.find(ConfigMap.class, key.getName());
    if (map.isEmpty()) {
      throw new Incomplete("configmap \"%s\" not found".formatted(key.getName()));
    }
    return found(map.get().getData(), key.getKey(), "ConfigMap", key.getName(), store);
  }

  private static String of(SecretKeySelector key, ClusterStore store) throws Incomplete {
    var secret = store.find(Secret.class, key.getName());
    if (secret.isEmpty()) {
      throw new Incomplete("secret \"%s\" not found".formatted(key.getName()));
    }
    String coded = found(secret.get().getData(), key.getKey(), "Secret", key.getName(), store);
    return new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
  }

  private static String found(
      Map<String, String> data, String key, String kind, String name, ClusterStore store)
      throws Incomplete {
    if (data == null || !data.containsKey(key)) {
      throw new Incomplete(
          "couldn't find key %s in %s %s/%s".formatted(key, kind, store.namespace(), name));
    }
    return data.get(key);
  }
}
