package io.fivewhys.http;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.alert.AlertConfig;
import io.fivewhys.collect.alert.AlertRouting;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.gateway.GatewayBoard;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.gateway.SourceState;
import io.fivewhys.gateway.SweepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Gateways that show what they are told to show: {@code edge} was looked at, {@code new} was not,
 * {@code slow} is not done before {@link #mayFinish}, {@code full} is refused, {@code broken}
 * fails, {@code theirs} is looked at by another replica.
 */
public final class TestGateways implements GatewayBoard {
  static final Instant AT = Instant.parse("2026-11-22T10:15:00Z");

  public final CountDownLatch mayFinish = new CountDownLatch(1);
  public final Semaphore evaluating = new Semaphore(0);
  public final List<String> wished = new CopyOnWriteArrayList<>();

  AlertRouting routing() {
    return new AlertRouting(
        views().stream()
            .map(it -> new AlertRouting.Route(it.name(), it.namespace(), AlertConfig.defaults()))
            .toList());
  }

  @Override
  public List<GatewayView> views() {
    return List.of(
        view("broken", Optional.empty(), Optional.of("the rules failed"), List.of()),
        view("edge", Optional.of(seen("edge")), Optional.empty(), sources()),
        view("full", Optional.empty(), Optional.empty(), List.of()),
        view(
            "new",
            Optional.empty(),
            Optional.empty(),
            List.of(SourceState.unasked(SourceName.of("kubernetes")))),
        view("slow", Optional.empty(), Optional.empty(), List.of()),
        elsewhere(view("theirs", Optional.empty(), Optional.empty(), List.of())));
  }

  @Override
  public Optional<GatewayView> view(String name) {
    return views().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  @Override
  public SweepResult evaluate(String name) throws InterruptedException {
    evaluating.release();
    return switch (name) {
      case "slow" -> {
        mayFinish.await();
        yield seen(name);
      }
      case "full" -> throw new DeskRefused(DeskRefused.Reason.DRAINING);
      case "broken" ->
          throw new DiagnosisFailed(
              DiagnosisFailed.Code.RULE_FAILED, List.of("A rule"), "A rule failed.", null);
      default -> seen(name);
    };
  }

  @Override
  public void evaluateSoon(String name, String why) {
    wished.add(name);
  }

  private static GatewayView elsewhere(GatewayView view) {
    return new GatewayView(
        view.name(),
        view.namespace(),
        view.labels(),
        view.interval(),
        view.window(),
        view.lastSweep(),
        view.sweptAt(),
        view.failure(),
        view.skipped(),
        true,
        view.sources());
  }

  private static GatewayView view(
      String name,
      Optional<SweepResult> last,
      Optional<String> failure,
      List<SourceState> sources) {
    return new GatewayView(
        name,
        "shop",
        Map.of("team", "shop"),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        last,
        last.map(_ -> AT),
        failure,
        2,
        false,
        sources);
  }

  private static SweepResult seen(String name) {
    var signal = FactDraft.of(Signal.class).set("name", "lag").set("value", 3).make();
    return new SweepResult(
        new Snapshot(name, "shop", AT, Duration.ofMinutes(5), List.of(signal)),
        SampleDiagnoses.badRelease(name).withId("diagnosis-of-" + name));
  }

  private static List<SourceState> sources() {
    return List.of(
        new SourceState(
            SourceName.of("kubernetes"),
            SourceState.Result.WHOLE,
            Optional.of(AT),
            Optional.empty(),
            Optional.empty(),
            Optional.of(AT),
            Optional.of(Duration.ofMillis(120)),
            42,
            List.of("metrics.k8s.io is not served")),
        new SourceState(
            SourceName.of("probes", "orders-db").about("orders-db"),
            SourceState.Result.BLIND,
            Optional.of(AT),
            Optional.of(SourceFailed.Code.TIMEOUT),
            Optional.of("no answer within 5s"),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(5)),
            0,
            List.of()));
  }
}
