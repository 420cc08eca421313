package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.http.ServedActions;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys actions} and {@code fivewhys mitigation} as typed, with a live service. */
@Timeout(120)
class ActionsCommandTest {
  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ServedActions service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new ServedActions(DatabaseKind.H2.open(directory.resolve("served")));
    environment.put("FIVEWHYS_HTTP_PORT", "" + service.port());
    environment.put("FIVEWHYS_ADMIN_TOKEN", ServedActions.ADMIN);
    environment.put("USER", "jo");
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Surroundings(
            environment,
            directory,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            Clock.systemUTC(),
            stop -> {}),
        arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String hash(Intervention it) {
    return it.plan().orElseThrow().hash();
  }

  @Test
  void listsThemAndShowsOneWithTheWayToApproveIt() {
    Intervention refused = service.refused("one");
    Intervention waiting = service.waiting("two", "fivewhys", false);

    assertThat(run("actions", "list")).as(complained()).isZero();
    assertThat(printed().lines().toList()).hasSize(2);
    assertThat(printed())
        .contains(waiting.id() + "  waiting    undo_rollout of Deployment/orders  two  kubectl")
        .contains("last-ready: no ready pod would be left (limit 1 ready pod left, is 0)");
    assertThat(run("actions", "list", "--state", "refused", "--gateway=one")).isZero();
    assertThat(printed()).contains(refused.id()).doesNotContain(waiting.id());
    assertThat(run("actions", "list", "--by=person:nobody")).isZero();
    assertThat(printed()).isEmpty();
    assertThat(run("actions", "list", "--state", "open")).isEqualTo(2);
    assertThat(complained())
        .contains("/query/state: found open; allowed: planned, refused, waiting, approved");
    assertThat(run("actions", "list", "--action", "manual")).isEqualTo(2);
    assertThat(complained())
        .contains("/query/action: found manual; allowed: one of restart_workload, delete_pod")
        .doesNotContain("revert_config, manual");
    assertThat(run("actions", "list", "--action=undo-rollout", "--limit=1")).isZero();
    assertThat(printed()).contains(waiting.id(), "(there are more; --all shows them)");
    assertThat(run("actions", "list", "--limit=1", "--all")).isZero();
    assertThat(printed()).contains(waiting.id(), refused.id()).doesNotContain("there are more");

    assertThat(run("actions", "show", waiting.id())).isZero();
    assertThat(printed())
        .contains("undo_rollout of Deployment/orders: waiting")
        .contains("inverse   undo_rollout of Deployment/orders")
        .contains("changes   containers[orders].image: orders:9 → orders:8")
        .contains("actions approve " + waiting.id() + " --plan " + hash(waiting));
    assertThat(run("actions", "show", refused.id())).isZero();
    assertThat(printed())
        .contains(
            "  refused    fivewhys: last-ready: no ready pod would be left"
                + " (limit 1 ready pod left, is 0)");
    assertThat(run("actions", "show", "nonsense")).isEqualTo(2);
    assertThat(run("actions", "show", "0193a8f0-0000-7000-8000-000000000000")).isEqualTo(2);
  }

  @Test
  void approvesThePlanThatWasReadAndOnlyThat() {
    Intervention waiting = service.waiting("one", "fivewhys", false);

    assertThat(run("actions", "approve", waiting.id())).isEqualTo(2);
    assertThat(run("actions", "approve", waiting.id(), "--plan", "0000000000000000")).isEqualTo(3);
    assertThat(complained()).contains("Nothing was changed. plan-changed: this is not the plan");
    assertThat(run("actions", "approve", waiting.id(), "--plan", hash(waiting), "-m", "fine"))
        .as(complained())
        .isZero();
    assertThat(service.stored(waiting.id()).approved().orElseThrow().reason())
        .isEqualTo("by their own word jo: fine");
    assertThat(run("actions", "approve", waiting.id(), "--plan", hash(waiting))).isEqualTo(3);
    assertThat(complained()).contains("too-late: it was approved by admin");
  }

  @Test
  void aTokenOfOnesOwnIsEnoughAndSaysWhoItWas() {
    Intervention waiting = service.waiting("one", "person:ann", true);
    environment.put("FIVEWHYS_ADMIN_TOKEN", ServedActions.ANN);
    assertThat(run("actions", "approve", waiting.id(), "--plan", hash(waiting))).isEqualTo(3);
    assertThat(complained()).contains("two-people: person:ann requested it");

    environment.put("FIVEWHYS_ADMIN_TOKEN", ServedActions.BOB);
    assertThat(run("actions", "approve", waiting.id(), "--plan", hash(waiting))).isZero();
    assertThat(service.stored(waiting.id()).approved().orElseThrow().by()).isEqualTo("person:bob");
  }

  @Test
  void rejectsConcludesRequestsAndTakesBack() {
    Intervention first = service.waiting("one", "fivewhys", false);
    assertThat(run("actions", "reject", first.id(), "--reason", "we roll forward")).isZero();
    assertThat(service.stored(first.id()).state()).isEqualTo(InterventionState.REJECTED);

    Intervention second = service.waiting("two", "fivewhys", false);
    run("actions", "approve", second.id(), "--plan", hash(second));
    service.lost(second.id());
    assertThat(run("actions", "conclude", second.id(), "-m", "x")).isEqualTo(2);
    assertThat(run("actions", "conclude", second.id(), "--not-done", "-m", "still 42")).isZero();
    assertThat(service.stored(second.id()).state()).isEqualTo(InterventionState.FAILED);

    Intervention third = service.waiting("three", "fivewhys", false);
    run("actions", "approve", third.id(), "--plan", hash(third));
    service.done(third.id());
    assertThat(run("actions", "show", third.id())).isZero();
    assertThat(printed())
        .contains("effect    recovered: 5xx 62.0 % → 0.4 % of 5800 responses")
        .contains("To take it back: fivewhys actions take-back " + third.id() + " --reason WHY");
    assertThat(run("actions", "take-back", third.id(), "-m", "no good")).as(complained()).isZero();
    assertThat(printed()).contains("planned");

    String incident = service.recommending("four");
    assertThat(
            run(
                "actions",
                "request",
                incident,
                "undo-rollout",
                "--target=Deployment/shop/orders",
                "-m",
                "bad"))
        .as(complained())
        .isZero();
    assertThat(run("actions", "request", incident, "undo_rollout", "-m", "again")).isEqualTo(3);
    assertThat(complained()).contains("one-at-a-time");
    assertThat(run("actions", "request", incident, "delete_pod", "-m", "x")).isEqualTo(2);
    assertThat(complained()).contains("/action: found delete_pod is not recommended for it");
    assertThat(run("actions", "request", incident, "undo", "-m", "x")).isEqualTo(2);
    assertThat(complained())
        .contains("/action: found \"undo\"; allowed: one of restart_workload, delete_pod");
  }

  @Test
  void everythingIsStoppedAndGoesOn() {
    assertThat(run("mitigation", "status")).isZero();
    assertThat(printed()).contains("Not stopped");
    assertThat(run("mitigation", "stop")).isEqualTo(2);

    assertThat(run("mitigation", "stop", "--reason", "the database moves")).isZero();
    assertThat(printed())
        .contains("Stopped by admin at ", "by their own word jo: the database moves");
    assertThat(run("mitigation", "stop", "--reason", "again")).isEqualTo(3);
    assertThat(printed()).startsWith("It was so before. Stopped by admin");

    assertThat(run("mitigation", "resume", "--reason", "moved")).isZero();
    assertThat(run("mitigation", "status")).isZero();
    assertThat(printed()).contains("Not stopped");
    environment.put("FIVEWHYS_ADMIN_TOKEN", "fw_nobody-has-this-token");
    assertThat(run("mitigation", "stop", "--reason", "x")).isEqualTo(1);
    assertThat(complained()).contains("neither the admin token nor that of a person");
  }
}
