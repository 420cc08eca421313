package io.fivewhys.collect.kubernetes;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * How objects are read. API servers write {@code "endpoints": null} for a list that is empty: it is
 * read as one, so that no reader need think of it.
 */
public final class ClusterJson {
  private static final KubernetesSerialization SERIALIZATION = make();

  private ClusterJson() {}

  /** Shared; safe for use by threads. */
  public static KubernetesSerialization serialization() {
    return SERIALIZATION;
  }

  private static KubernetesSerialization make() {
    var empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.SKIP);
    var mapper =
        JsonMapper.builderWithJackson2Defaults()
            .withConfigOverride(List.class, it -> it.setNullHandling(empty))
            .withConfigOverride(Map.class, it -> it.setNullHandling(empty))
            .build();
    return new KubernetesSerialization(mapper, true);
  }
}
