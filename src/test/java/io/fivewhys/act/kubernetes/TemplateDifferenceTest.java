package io.fivewhys.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see of the difference between two pod templates. */
class TemplateDifferenceTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static List<String> between(String from, String to) {
    return TemplateDifference.between(json(from), json(to));
  }

  @Test
  void changesOfContainersAreNamed() {
    assertThat(
            between(
                """
                {"metadata": {"labels": {"app": "orders"}},
                 "spec": {"containers": [
                  {"name": "orders", "image": "orders:9", "command": ["run"],
                   "resources": {"limits": {"memory": "64Mi"}},
                   "livenessProbe": {"periodSeconds": 1, "httpGet": {"path": "/a"}},
                   "env": [{"name": "A", "value": "old"}, {"name": "B", "value": "same"}]},
                  {"name": "sidecar", "image": "sidecar:1"}]}}
                """,
                """
                {"metadata": {"labels": {"app": "orders"}, "annotations": {"note": "secret"}},
                 "spec": {"containers": [
                  {"name": "orders", "image": "orders:8", "command": ["run", "--token=abc"],
                   "resources": {"limits": {"memory": "256Mi"}, "requests": {"cpu": "1"}},
                   "livenessProbe": {"periodSeconds": 10, "httpGet": {"path": "/b"}},
                   "env": [{"name": "B", "value": "same"}, {"name": "C", "value": "new"}]}]}}
                """))
        .containsExactly(
            "metadata.annotations: added",
            "containers[orders].command: another value",
            "containers[orders].env[A]: removed",
            "containers[orders].env[C]: added",
            "containers[orders].image: orders:9 → orders:8",
            "containers[orders].livenessProbe.httpGet.path: another value",
            "containers[orders].livenessProbe.periodSeconds: 1 → 10",
            "containers[orders].resources.limits.memory: 64Mi → 256Mi",
            "containers[orders].resources.requests: added",
            "containers[sidecar]: removed");
  }

  @Test
  void valuesOfAnnotationsAreNeverShown() {
    assertThat(
            between(
                "{\"metadata\": {\"annotations\": {\"my.resources.image\": \"a\"}}, \"spec\": {}}",
                "{\"metadata\": {\"annotations\": {\"my.resources.image\": \"b\"}}, \"spec\": {}}"))
        .containsExactly("metadata.annotations.my.resources.image: another value");
  }

  @Test
  void whatOnlyLooksLikeImageOrResourcesIsNotShown() {
    String all =
        """
        {"spec": {"containers": [{"name": "a",
            "resources": {"claims": [{"name": "x.image", "request": "r1"}]},
            "env": [{"name": "app.resources.token", "value": "s1"},
              {"name": "].resources.token", "value": "s1"}, {"name": "b.image", "value": "s1"}],
            "livenessProbe": {"exec": {"image": "s1"}}}],
          "volumes": [{"name": "v", "csi": {"volumeAttributes": {"x.resources.y": "s1", "image": "s1"}}}],
          "nodeSelector": {"containers[a].resources.x": "s1", "a.image": "s1"}}}
        """;
    assertThat(between(all, all.replace("s1", "s2")))
        .hasSize(8)
        .allMatch(it -> it.endsWith(": another value"));
  }

  @Test
  void whatIsLeftOutIsTheSameAsWhatIsNothing() {
    assertThat(
            between(
                """
                {"metadata": {"creationTimestamp": null, "labels": {}},
                 "spec": {"containers": [{"name": "a", "env": []}]}}
                """,
                """
                {"metadata": {}, "spec": {"containers": [{"name": "a"}]}}
                """))
        .isEmpty();
  }

  @Test
  void emptyObjectSaysSomething() {
    assertThat(between("{\"spec\": {\"securityContext\": {}}}", "{\"spec\": {}}"))
        .containsExactly("securityContext: removed");
  }

  @Test
  void orderOfContainersIsADifference() {
    assertThat(
            between(
                "{\"spec\": {\"containers\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}}",
                "{\"spec\": {\"containers\": [{\"name\": \"b\"}, {\"name\": \"a\"}]}}"))
        .containsExactly("containers: another order");
  }

  @Test
  void linesAreFewAndShort() {
    StringBuilder from = new StringBuilder("{\"spec\": {\"containers\": [");
    for (int i = 0; i < 60; i++) {
      from.append(i == 0 ? "" : ",")
          .append("{\"name\": \"c%d\", \"image\": \"%s\"}".formatted(i, "x".repeat(500)));
    }
    String all = from.append("]}}").toString();
    List<String> lines = between(all, all.replace("xx", "y"));
    assertThat(lines).hasSize(41).last().isEqualTo("and 20 more");
    assertThat(lines).allMatch(it -> it.length() <= 200);
  }
}
