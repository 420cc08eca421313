package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A place where a pod reads a ConfigMap or Secret.
 *
 * @param kind ConfigMap or Secret
 * @param name the object's
 * @param key the one key that is read; empty when all are
 * @param optional the pod starts without it too
 */
record Reference(String kind, String name, Optional<String> key, boolean optional) {
  private static final int MOST = 2_000;

  /** All that pods made of this template read. */
  static List<Reference> in(Template template) {
    var found = new Finder();
    template.containers().forEach(found::container);
    Template.present(template.pods().getVolumes()).forEach(found::volume);
    Template.present(template.pods().getImagePullSecrets())
        .forEach(it -> found.whole("Secret", it.getName(), true));
    return found.references.stream().limit(MOST).toList();
  }

  /** It reads this key of its object. */
  boolean reads(String wanted) {
    return key.isEmpty() || key.get().equals(wanted);
  }

  /** Walks through a pod's spec. */
  private static final class Finder {
    private final LinkedHashSet<Reference> references = new LinkedHashSet<>();

    private void add(String kind, String name, String key, Boolean optional) {
      if (name != null) {
        references.add(
            new Reference(kind, name, Optional.ofNullable(key), Boolean.TRUE.equals(optional)));
      }
    }

    private void whole(String kind, String name, Boolean optional) {
      add(kind, name, null, optional);
    }

    private void items(String kind, String name, List<KeyToPath> items, Boolean optional) {
      if (items == null || items.isEmpty()) {
        whole(kind, name, optional);
      } else {
        items.forEach(it -> add(kind, name, it.getKey(), optional));
      }
    }

    private void container(Container container) {
      Template.present(container.getEnv())
          .filter(it -> it.getValueFrom() != null)
          .forEach(it -> variable(it.getValueFrom()));
      Template.present(container.getEnvFrom())
          .forEach(
              it -> {
                if (it.getConfigMapRef() != null) {
                  var ref = it.getConfigMapRef();
                  whole("ConfigMap", ref.getName(), ref.getOptional());
                }
                if (it.getSecretRef() != null) {
                  var ref = it.getSecretRef();
                  whole("Secret", ref.getName(), ref.getOptional());
                }
              });
    }

    private void variable(EnvVarSource from) {
      if (from.getConfigMapKeyRef() != null) {
        var ref = from.getConfigMapKeyRef();
        add("ConfigMap", ref.getName(), ref.getKey(), ref.getOptional());
      }
      if (from.getSecretKeyRef() != null) {
        var ref = from.getSecretKeyRef();
        add("Secret", ref.getName(), ref.getKey(), ref.getOptional());
      }
    }

    private void volume(Volume volume) {
      if (volume.getConfigMap() != null) {
        var source = volume.getConfigMap();
        items("ConfigMap", source.getName(), source.getItems(), source.getOptional());
      }
      if (volume.getSecret() != null) {
        var source = volume.getSecret();
        items("Secret", source.getSecretName(), source.getItems(), source.getOptional());
      }
      if (volume.getProjected() != null) {
        Template.present(volume.getProjected().getSources()).forEach(this::projection);
      }
    }

    private void projection(VolumeProjection source) {
      if (source.getConfigMap() != null) {
        var it = source.getConfigMap();
        items("ConfigMap", it.getName(), it.getItems(), it.getOptional());
      }
      if (source.getSecret() != null) {
        var it = source.getSecret();
        items("Secret", it.getName(), it.getItems(), it.getOptional());
      }
    }
  }
}
