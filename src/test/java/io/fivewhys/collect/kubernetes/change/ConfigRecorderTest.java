package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.HeldObjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigRecorderTest {
  private final Kept kept = new Kept();
  private final List<String> wanted = new ArrayList<>(List.of("api-gateway"));
  private final ConfigRecorder recorder =
      new ConfigRecorder(new ConfigRecording(wanted::contains, kept));

  private static final class Kept implements ConfigVersions {
    private final List<Held> recorded = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();

    @Override
    public Optional<String> record(List<Held> seen, Instant at) {
      if (trouble.isEmpty()) {
        recorded.addAll(seen);
      }
      return trouble;
    }

    @Override
    public Optional<List<Version>> of(String uid) {
      return Optional.of(List.of());
    }

    private List<String> names() {
      List<String> names = recorded.stream().map(it -> it.name() + " " + it.version()).toList();
      recorded.clear();
      return names;
    }
  }

  private static String config(String name, int version, String more) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, resourceVersion: "%d"}
    data: {timeout: 2s}
    binaryData: {key: AAAA}
    %s
    """
        .formatted(name, version, more);
  }

  private Answer look(HeldObjects objects, String at) throws InterruptedException {
    return recorder.read(objects.at(at));
  }

  @Test
  void recordsEachVersionOnceAndSaysNothing() throws Exception {
    var objects = new HeldObjects().with(config("orders", 1, "")).with(config("cart", 1, ""));
    assertThat(look(objects, "2026-11-20T10:00:00Z").facts()).isEmpty();
    assertThat(kept.recorded.getFirst().data().data()).containsEntry("timeout", "2s");
    assertThat(kept.recorded.getFirst().data().binaryData()).containsEntry("key", "AAAA");
    assertThat(kept.names()).containsExactly("cart 1", "orders 1");
    look(objects, "2026-11-20T10:00:10Z");
    assertThat(kept.names()).isEmpty();
    look(objects.with(config("cart", 2, "")), "2026-11-20T10:00:20Z");
    assertThat(kept.names()).containsExactly("cart 2");
  }

  @Test
  void saysEveryFewHoursThatItIsStillThere() throws Exception {
    var objects = new HeldObjects().with(config("orders", 1, ""));
    look(objects, "2026-11-20T10:00:00Z");
    kept.names();
    look(objects, "2026-11-20T15:59:00Z");
    assertThat(kept.names()).isEmpty();
    look(objects, "2026-11-20T16:00:00Z");
    assertThat(kept.names()).containsExactly("orders 1");
  }

  @Test
  void recordsNothingOfAGatewayWhosePolicyNeverPutsOneBack() throws Exception {
    wanted.clear();
    var objects = new HeldObjects().with(config("orders", 1, ""));
    look(objects, "2026-11-20T10:00:00Z");
    assertThat(kept.names()).isEmpty();
    wanted.add("api-gateway");
    look(objects, "2026-11-20T10:00:10Z");
    assertThat(kept.names()).containsExactly("orders 1");
  }

  @Test
  void leavesOutWhatCannotBePutBack() throws Exception {
    var objects =
        new HeldObjects()
            .with(config("fixed", 1, "immutable: true"))
            .with(config("kube-root-ca.crt", 1, ""))
            .with(config("huge", 1, "").replace("2s", "x".repeat(ConfigData.MOST_BYTES)))
            .with(
                config("from-git", 1, "")
                    .replace("metadata: {", "metadata: {annotations: {argocd.argoproj.io/x: y}, "));
    look(objects, "2026-11-20T10:00:00Z");
    assertThat(kept.names()).isEmpty();
  }

  @Test
  void triesAgainAtTheNextLookAndSaysWhyItCouldNot() throws Exception {
    var objects = new HeldObjects().with(config("orders", 1, ""));
    kept.trouble = Optional.of("no database");
    Answer answer = look(objects, "2026-11-20T10:00:00Z");
    assertThat(answer.facts()).isEmpty();
    assertThat(answer.notes()).containsExactly("what ConfigMaps hold is not recorded: no database");
    kept.trouble = Optional.empty();
    look(objects, "2026-11-20T10:00:10Z");
    assertThat(kept.names()).containsExactly("orders 1");
  }

  @Test
  void valuesAreNotInTheText() throws Exception {
    look(new HeldObjects().with(config("orders", 1, "")), "2026-11-20T10:00:00Z");
    assertThat(kept.recorded.toString()).contains("timeout").doesNotContain("2s", "AAAA");
  }
}
