package io.fivewhys.act.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fivewhys.collect.kubernetes.change.ConfigData;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Preparation.Ready;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy.RevertConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A ConfigMap back to what it was recorded to hold: all of its {@code data} and {@code binaryData},
 * and nothing else of it. Only from one recorded content to the next one: whatever somebody has
 * changed since is theirs. Values are never shown, they may be secrets.
 */
final class ConfigRevert implements RemedyOnCluster<RevertConfig> {
  private static final String GUARD = "recorded-content";

  private final ApiServer api;
  private final Checks checks;
  private final ConfigVersions recorded;

  ConfigRevert(ApiServer api, Checks checks, ConfigVersions recorded) {
    this.api = api;
    this.checks = checks;
    this.recorded = recorded;
  }

  /**
   * @param from what it holds
   * @param to what it is to hold
   * @param until when that was over; empty for what came after
   */
  private record Step(
      ConfigVersions.Version from, ConfigVersions.Version to, Optional<Instant> until) {}

  @Override
  public Planned plan(
      RevertConfig remedy, ObjectName target, Recommendation recommendation, Decision decision)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject config = checked(checks.found(target, recommendation.diagnosed()));
    Step step = step(remedy, config, recommendation.observedAt());
    var plan =
        new Plan(
            new RevertConfig(target.subject(), Optional.of(step.to().version())),
            Optional.of(config.uid()),
            Optional.of(state(config)),
            "kubectl apply -n %s -f last-good.yaml   # ConfigMap %s as of resourceVersion %s"
                .formatted(target.namespace(), target.name(), step.to().version()),
            changes(step),
            Optional.of(new RevertConfig(target.subject(), Optional.of(step.from().version()))));
    return new Planned(plan, reach(config));
  }

  @Override
  public Ready prepare(RevertConfig remedy, ObjectName target, Plan plan, Ticket ticket)
      throws ActionRefused, ApiFailed, InterruptedException {
    ClusterObject config = checked(checks.unchanged(target, plan, ConfigRevert::state));
    Step step = step(remedy, config, Instant.EPOCH);
    checks.mayPatch(target);
    ConfigData from = step.from().data();
    ConfigData to = step.to().data();
    return new Ready(
        reach(config),
        PreparedPatch.tried(api, config, (it, by) -> patch(it, by, from, to), ticket));
  }

  @Override
  public Acted settle(RevertConfig remedy, ObjectName target, Plan plan, Ticket ticket)
      throws InterruptedException {
    return Settlement.of(api, target, plan.uid().orElseThrow(), ticket, "it was interrupted");
  }

  private static ClusterObject checked(ClusterObject config) throws ActionRefused {
    if (config.id().kind() != ObjectKind.CONFIG_MAP) {
      throw new ActionRefused(
          "target", "a ConfigMap", config.id().kind().toString(), config.id() + " is no ConfigMap");
    }
    if (config.at("/immutable").asBoolean()) {
      throw new ActionRefused(
          "immutable",
          "it can be changed",
          "immutable: true",
          config.id() + " cannot be changed by anybody; roll back what names it");
    }
    Ownership.nobodyPutsBack(config);
    Ownership.noReleaseOfHelm(config);
    return config;
  }

  /** {@link Plan#state} of a ConfigMap: controllers leave it alone. */
  private static String state(ClusterObject config) {
    return "resourceVersion " + config.resourceVersion();
  }

  /** It touches no pod by itself. */
  private static Reach reach(ClusterObject config) {
    return new Reach(config.labels(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(0));
  }

  private Step step(RevertConfig remedy, ClusterObject config, Instant observedAt)
      throws ActionRefused {
    List<ConfigVersions.Version> versions =
        recorded
            .of(config.uid())
            .orElseThrow(
                () ->
                    new ActionRefused(
                        GUARD,
                        "what it held can be read",
                        "the database does not answer",
                        "what %s held cannot be read at the moment".formatted(config.id())));
    return remedy.toVersion().isPresent()
        ? toVersion(remedy.toVersion().get(), config, versions)
        : beforeTheChange(config, versions, observedAt);
  }

  /** The change that a diagnosis blames is the last one that it can have known of. */
  private static Step beforeTheChange(
      ClusterObject config, List<ConfigVersions.Version> versions, Instant observedAt)
      throws ActionRefused {
    int blamed = 0;
    while (blamed < versions.size() && versions.get(blamed).firstSeen().isAfter(observedAt)) {
      blamed++;
    }
    if (blamed + 1 >= versions.size()) {
      throw new ActionRefused(
          GUARD,
          "recorded before its last change",
          "%d contents recorded".formatted(versions.size()),
          "what %s held before is not recorded; put it back by hand".formatted(config.id()));
    }
    var from = versions.get(blamed);
    var to = versions.get(blamed + 1);
    String now = held(config).hash();
    if (now.equals(to.data().hash())) {
      throw alreadySo(config);
    }
    if (!now.equals(from.data().hash())) {
      throw changedSince(config);
    }
    return new Step(from, to, Optional.of(from.firstSeen()));
  }

  /** Only from its neighbour: what came in between is somebody's who wants it. */
  private static Step toVersion(
      String version, ClusterObject config, List<ConfigVersions.Version> versions)
      throws ActionRefused {
    String now = held(config).hash();
    for (int i = 0; i < versions.size(); i++) {
      var to = versions.get(i);
      if (!to.version().equals(version)) {
        continue;
      }
      if (now.equals(to.data().hash())) {
        throw alreadySo(config);
      }
      for (int neighbour : new int[] {i - 1, i + 1}) {
        if (neighbour >= 0
            && neighbour < versions.size()
            && now.equals(versions.get(neighbour).data().hash())) {
          Optional<Instant> until =
              neighbour < i ? Optional.of(versions.get(neighbour).firstSeen()) : Optional.empty();
          return new Step(versions.get(neighbour), to, until);
        }
      }
      throw changedSince(config);
    }
    throw new ActionRefused(
        GUARD,
        "recorded as of resourceVersion " + version,
        "%d contents recorded".formatted(versions.size()),
        "what %s held as of resourceVersion %s is not recorded any more"
            .formatted(config.id(), version));
  }

  private static ActionRefused alreadySo(ClusterObject config) {
    return new ActionRefused(
        "no-change",
        "it holds something else than it would",
        "the same",
        config.id() + " holds that already; somebody may have put it back");
  }

  private static ActionRefused changedSince(ClusterObject config) {
    return new ActionRefused(
        "target",
        "as it was when it was diagnosed",
        "changed at resourceVersion " + config.resourceVersion(),
        config.id() + " was changed again since it was diagnosed; look again first");
  }

  static ConfigData held(ClusterObject config) {
    return new ConfigData(strings(config, "/data"), strings(config, "/binaryData"));
  }

  private static SortedMap<String, String> strings(ClusterObject config, String pointer) {
    SortedMap<String, String> found = new java.util.TreeMap<>();
    config.at(pointer).properties().forEach(it -> found.put(it.getKey(), it.getValue().asText()));
    return found;
  }

  private static List<String> changes(Step step) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "back to what it held as of resourceVersion "
            + step.to().version()
            + step.until().map(it -> ", until " + it).orElse(""));
    lines.addAll(ConfigDifference.lines(step.from().data(), step.to().data()));
    lines.add(
        "pods that read it through their environment see it only once they are restarted; in"
            + " volumes it arrives within a minute or two");
    return lines;
  }

  private static Patch patch(ClusterObject config, Ticket ticket, ConfigData from, ConfigData to) {
    ObjectNode body = Traces.mergePatch(config, ticket);
    put(body, "data", from.data(), to.data());
    put(body, "binaryData", from.binaryData(), to.binaryData());
    return new Patch(PatchType.JSON_MERGE, body);
  }

  private static void put(
      ObjectNode body, String field, Map<String, String> from, Map<String, String> to) {
    if (to.isEmpty()) {
      if (!from.isEmpty()) {
        body.putNull(field);
      }
      return;
    }
    ObjectNode values = body.putObject(field);
    from.keySet().stream().filter(it -> !to.containsKey(it)).forEach(values::putNull);
    to.forEach(
        (key, value) -> {
          if (!value.equals(from.get(key))) {
            values.put(key, value);
          }
        });
  }
}
