package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.ClusterEvent;
import io.fivewhys.fact.Fact;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeEventsTest {
  private static final String WATCHED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, labels: {tier: backend}}
      spec: {template: {spec: {containers: []}}}
      ---
      apiVersion: v1
      kind: Event
      metadata: {name: e}
      involvedObject: {kind: Deployment, name: orders, namespace: shop}
      type: Warning
      reason: FailedCreate
      message: exceeded quota
      lastTimestamp: "2026-11-20T09:55:00Z"
      """;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<String, String> pages = _ -> list("");
  private volatile boolean hangs;
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (hangs) {
              closed.await();
            }
            byte[] body =
                pages.apply(exchange.getRequestURI().toString()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    client.v1().events().inNamespace("default").list(); // the first takes longer than is waited
  }

  @AfterEach
  void stop() {
    closed.countDown();
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static String list(String next, String... nodes) {
    StringBuilder items = new StringBuilder();
    for (String node : nodes) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append(
              """
              {"metadata": {"name": "e-%1$s", "namespace": "default"},
               "involvedObject": {"kind": "Node", "name": "%1$s"}, "type": "Warning",
               "reason": "NodeNotReady", "message": "gone", "lastTimestamp": "2026-11-20T09:59:00Z"}
              """
                  .formatted(node));
    }
    return "{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"%s\"},\"items\":[%s]}"
        .formatted(next, items);
  }

  private List<Fact> read() throws InterruptedException {
    ClusterLook look = new HeldObjects().with(WATCHED).at("2026-11-20T10:00:00Z");
    return new EventReader()
        .read(
            new ClusterLook(
                look.look(), look.namespaces(), look.objects(), look.workloads(), client))
        .facts();
  }

  private static List<String> objects(List<Fact> facts) {
    return facts.stream()
        .filter(ClusterEvent.class::isInstance)
        .map(it -> ((ClusterEvent) it).object())
        .toList();
  }

  @Test
  void eventsOnLaterPagesAreReadToo() throws InterruptedException {
    pages =
        uri ->
            !uri.contains("NodeClaim") && uri.contains("continue=more")
                ? list("", "n2")
                : uri.contains("NodeClaim") ? list("") : list("more", "n1");
    List<Fact> facts = read();
    assertThat(objects(facts)).containsExactlyInAnyOrder("Deployment/orders", "Node/n1", "Node/n2");
    assertThat(facts).noneMatch(Blind.class::isInstance);
  }

  @Test
  void manyEventsOfNodesTakeNoPlaceOfTheWatchedOnesAndAreSaidToBeLeftOut()
      throws InterruptedException {
    String[] nodes = new String[400];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = "n" + i;
    }
    pages = uri -> uri.contains("NodeClaim") ? list("") : list("", nodes);
    List<Fact> facts = read();
    assertThat(objects(facts)).hasSize(201).contains("Deployment/orders");
    assertThat(facts).last().asString().contains("200 events");
  }

  @Test
  void pagesWithoutEndAreLeftAndSaid() throws InterruptedException {
    pages = uri -> list("more", "n1");
    assertThat(read()).last().asString().contains("more events of nodes");
  }

  @Test
  void eventsOfNodesThatDoNotComeDoNotLoseTheOthers() throws InterruptedException {
    hangs = true;
    List<Fact> facts = read();
    assertThat(objects(facts)).containsExactly("Deployment/orders");
    assertThat(facts).last().isInstanceOf(Blind.class).asString().contains("do not come");
  }
}
