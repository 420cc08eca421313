package io.fivewhys.demo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.mockwebserver.http.MockResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Autoscalers as {@code autoscaling/v1} has them: the same objects in the older form. */
final class OlderAutoscalers {
  static final String VERSION = "autoscaling/v1";
  private static final String PATH = "/apis/" + VERSION + "/";

  private OlderAutoscalers() {}

  static boolean isAsked(String path) {
    return path.startsWith(PATH);
  }

  static String newer(String path) {
    return path.replace(PATH, "/apis/autoscaling/v2/");
  }

  /**
   * @param answer with objects of {@code autoscaling/v2}
   */
  static MockResponse older(MockResponse answer) {
    if (answer.code() >= 300 || answer.getBody() == null) {
      return answer;
    }
    var read = (ObjectNode) Json.MAPPER.readTree(new String(answer.getBody().getBytes(), UTF_8));
    read.put("apiVersion", VERSION);
    if (read.has("items")) {
      read.get("items").forEach(OlderAutoscalers::convert);
    } else {
      convert(read);
    }
    return new MockResponse().setResponseCode(answer.code()).setBody(read.toString());
  }

  private static void convert(JsonNode node) {
    ObjectNode scaler = (ObjectNode) node;
    scaler.put("apiVersion", VERSION).put("kind", "HorizontalPodAutoscaler");
    if (scaler.get("spec") instanceof ObjectNode spec) {
      JsonNode share = spec.at("/metrics/0/resource/target/averageUtilization");
      spec.remove("metrics");
      if (share.isInt()) {
        spec.put("targetCPUUtilizationPercentage", share.asInt());
      }
    }
    if (scaler.get("status") instanceof ObjectNode status) {
      status.remove("conditions");
      status.remove("currentMetrics");
    }
  }
}
