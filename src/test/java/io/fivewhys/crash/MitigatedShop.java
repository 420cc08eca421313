package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.crash.Client.Answer;
import io.fivewhys.crash.Script.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Deployments that fail again and again until a service that dies again and again has changed them:
 * two of them without asking, one when a person has approved. What is done to them is counted at
 * the API server, which does not die.
 */
final class MitigatedShop implements AutoCloseable {
  static final String TOKEN = "a-token-of-more-than-twenty-characters";
  private static final int WORKLOADS = 3;

  /** What is done about it takes an approval. */
  private static final int ASKED = WORKLOADS - 1;

  /** It is not started anew, but goes back to the revision before. */
  private static final int UNDONE = WORKLOADS - 2;

  private static final Duration LONGEST_REST = Duration.ofSeconds(90);
  private static final int MOST_RETRIES = 5;
  private static final int FORGETTING = 50;

  final Client client = new Client(TOKEN, Duration.ofSeconds(5));
  final WritesSeen writes;
  private final Path directory;
  private final ShopCluster cluster;
  final Wire wire;
  private final Script script = new Script(client);
  private final List<FailingWorkload> workloads = new ArrayList<>();
  private final Set<String> wishes = new HashSet<>();
  private int lives;
  private int approvals;
  private int conclusions;

  MitigatedShop(Path directory, Random random) throws IOException {
    this.directory = directory;
    List<String> names = IntStream.range(0, WORKLOADS).mapToObj(i -> "orders-" + i).toList();
    cluster = new ShopCluster(names);
    wire = cluster.wire;
    writes = cluster.writes;
    for (String each : names) {
      workloads.add(new FailingWorkload(each, client, writes, random));
    }
    configure();
  }

  private void configure() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    cluster.writeKubeconfig(directory.resolve("config/kubeconfig"));
    var gateways = new StringBuilder("gateways:\n");
    for (FailingWorkload each : workloads) {
      gateways.append(
          """
            - name: %s
              namespace: %s
              interval: 1s
              window: 5s
              kubernetes:
                kubeconfig: %s
                upstream-selector: app=%s
                changes: {secrets: false}
          """
              .formatted(
                  each.gateway(),
                  ShopCluster.NAMESPACE,
                  directory.resolve("config/kubeconfig"),
                  each.name()));
    }
    Files.writeString(directory.resolve("config/gateways.yaml"), gateways);
    Files.writeString(
        directory.resolve("config/notifications.yaml"),
        "incidents: {sweeps-to-open: 1, quiet: 1s}\n");
    // What guards are for is tried elsewhere: here as much as can be is let through.
    Files.writeString(
        directory.resolve("config/mitigation.yaml"),
        """
        rules:
          - {name: some are asked for, gateways: [%s], mode: approve}
          - {name: the rest is done, mode: auto}
        limits:
          least-confidence: 0
          most-age: 15m
          most-blind-sources: 20
          most-disturbed-pods: 1000
          most-disturbed-percent: 100
          most-broken-gateways: 1000
          most-broken-percent: 100
          target-cooldown: 0s
          action-cooldown: 0s
          gateway-cooldown: 0s
          target-per-hour: 100
          action-per-hour: 100
          gateway-per-hour: 100
          all-per-hour: 100
          most-in-flight: 100
          most-failures: 20
          failures-block: 1m
        fallback: {unhelpful: 20, of-last: 20}
        timing: {approval: 15m, settle: 1s, patience: 15s}
        """
            .formatted(workloads.get(ASKED).gateway()));
    Path rules = directory.resolve("rules");
    write(
        rules.resolve("diagnosis/stuck/stuck.drl"),
        """
        package rules.diagnosis.stuck;

        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;

        agenda-group "diagnosis"

        rule "A workload fails"
        when
          $r : FailingRoute( upstreamName != "" )
        then
          insertLogical( Evidence.of(Category.UPSTREAM_SERVICE_FAILURE, Subject.of("Deployment", "shop", $r.upstreamName()), "stuck", 30,
              Words.of("{} fails", $r.upstreamName()), $r) );
        end
        """);
    write(
        rules.resolve("advice/stuck/stuck.drl"),
        """
        package rules.advice.stuck;

        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;

        agenda-group "advice"

        rule "Restart what fails"
        when
          $c : RootCause( name != "%1$s" )
        then
          insertLogical( Proposal.of($c.hypothesis(), Action.RESTART_WORKLOAD, $c.subject(),
              Words.of("Restart {}", $c.name()), "kubectl rollout restart", Risk.LOW, "it fails") );
        end

        rule "Put back what fails"
        when
          $c : RootCause( name == "%1$s" )
        then
          insertLogical( Proposal.of($c.hypothesis(), Action.UNDO_ROLLOUT, $c.subject(),
              Words.of("Undo {}", $c.name()), "kubectl rollout undo", Risk.LOW, "it fails") );
        end
        """
            .formatted(workloads.get(UNDONE).name()));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Map<String, String> environment() {
    return Map.of("FIVEWHYS_ADMIN_TOKEN", TOKEN);
  }

  /** Files that every service has. */
  static List<String> files() {
    return List.of(
        "config/gateways.yaml",
        "config/notifications.yaml",
        "config/mitigation.yaml",
        "rules/diagnosis/stuck/stuck.drl",
        "rules/advice/stuck/stuck.drl");
  }

  /**
   * What fails, what does not any more, and what people do about it.
   *
   * @param urls of services that may be dead
   */
  void live(String... urls) throws InterruptedException {
    if (lives++ % FORGETTING == 0) {
      cluster.forgetOld();
    }
    for (FailingWorkload each : workloads) {
      each.live(urls[0], true);
    }
    people(urls);
  }

  /** They approve what waits, at two places at once, and conclude what nobody can tell. */
  private void people(String... urls) throws InterruptedException {
    String url = urls[0];
    Answer open = client.get(url + "/api/v1/actions?state=waiting&state=unknown&limit=20");
    if (open.status() != 200) {
      return;
    }
    for (JsonNode each : open.json().get("actions")) {
      String id = each.get("id").asText();
      if (each.get("state").asText().equals("waiting")) {
        Map<String, Object> wish = Map.of("plan", each.get("plan").get("hash").asText());
        wish(urls[urls.length - 1], id, "approve", wish, it -> approvals += applied(it));
      } else {
        boolean done = writes.isDone(id);
        Map<String, Object> wish = Map.of("done", done, "reason", "seen at the API server");
        wish(url, id, "conclude", wish, it -> conclusions += applied(it));
      }
    }
    script.retry(url, MOST_RETRIES);
  }

  private static int applied(Answer answer) {
    return answer.json().get("applied").asBoolean() ? 1 : 0;
  }

  private void wish(
      String url, String id, String what, Map<String, Object> body, Consumer<Answer> then)
      throws InterruptedException {
    String key = "%s-%s-%s".formatted(what, id, body.hashCode());
    if (wishes.add(key)) {
      script.send(url, new Request(key, "/api/v1/actions/%s/%s".formatted(id, what), body, then));
    }
  }

  /** Nothing fails any more, until nothing is left to be done. */
  InterventionsTold rest(String url) throws InterruptedException {
    wire.holdNothing();
    long endNanos = System.nanoTime() + LONGEST_REST.toNanos();
    while (true) {
      boolean isCalm = true;
      for (FailingWorkload each : workloads) {
        each.live(url, false);
        isCalm &= each.isCalm(url);
      }
      people(url);
      if (isCalm) {
        break;
      }
      assertThat(System.nanoTime())
          .as(() -> "nothing is left to be done: " + workloads)
          .isLessThan(endNanos);
      Thread.sleep(250);
    }
    script.awaitAnswers(url, LONGEST_REST);
    return InterventionsTold.read(client, url);
  }

  /** What people did, for the record. */
  record Done(int approvals, int conclusions, int byHand) {}

  Done done() {
    int byHand = workloads.stream().mapToInt(FailingWorkload::byHand).sum();
    return new Done(approvals, conclusions, byHand);
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
