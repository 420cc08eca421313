package io.fivewhys.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fivewhys.demo.cluster.ClusterStore;
import io.fivewhys.demo.cluster.Past;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The objects that the shop's owners applied, two months ago. */
final class Shop {
  private static final Duration AGO = Duration.ofDays(60);
  private static final String PREVIOUS_IMAGE = "demo/previous-image";

  private Shop() {}

  /**
   * @param values of what stands between at signs
   */
  static void apply(ClusterStore store, Map<String, String> values) throws IOException {
    String begun = Instant.now().minus(AGO).truncatedTo(ChronoUnit.SECONDS).toString();
    String text = text().replace("@BEGUN@", begun).replace("@NAMESPACE@", store.namespace());
    for (var value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    var yaml = new KubernetesSerialization();
    for (String document : text.split("\n---\n")) {
      HasMetadata object = yaml.unmarshal(document);
      if (object instanceof Deployment deployment) {
        String previous = deployment.getMetadata().getAnnotations().remove(PREVIOUS_IMAGE);
        Past.create(store, deployment, previous);
      } else {
        object.getMetadata().setCreationTimestamp(begun);
        store.create(object, "kubectl-client-side-apply");
      }
    }
  }

  private static String text() throws IOException {
    try (var in = Shop.class.getResourceAsStream("shop.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
