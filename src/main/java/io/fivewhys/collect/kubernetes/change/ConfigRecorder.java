package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records what the ConfigMaps of a gateway hold, where that is wanted. Tells no fact. Leaves out
 * what could not be put back anyway: those that cannot be changed, and those that a controller puts
 * there.
 */
public final class ConfigRecorder implements ClusterReader {
  private static final int MOST_OBJECTS = 1_000;
  private static final int AT_ONCE = 50;

  /** So often it is said of one that is as it was that it still is. */
  private static final Duration BETWEEN_TOUCHES = Duration.ofHours(6);

  private final ConfigRecording recording;
  private final Map<String, Recorded> recorded = new HashMap<>();

  private record Recorded(String version, Instant at) {}

  public ConfigRecorder(ConfigRecording recording) {
    this.recording = recording;
  }

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(ConfigMap.class);
  }

  @Override
  public String subject() {
    return "changes";
  }

  @Override
  public synchronized Answer read(ClusterLook look) throws InterruptedException {
    if (!recording.wanted().test(look.look().gateway())) {
      recorded.clear();
      return Answer.of(List.of());
    }
    List<ConfigMap> objects =
        look.objects().list(ConfigMap.class).stream().filter(ConfigRecorder::canBePutBack).toList();
    List<String> notes = new ArrayList<>();
    if (objects.size() > MOST_OBJECTS) {
      notes.add(
          "of %d ConfigMaps what %d hold is not recorded: there are more than %d"
              .formatted(objects.size(), objects.size() - MOST_OBJECTS, MOST_OBJECTS));
    }
    List<ConfigMap> kept = objects.stream().limit(MOST_OBJECTS).toList();
    forgetOthers(kept);
    record(kept, look.look().at()).ifPresent(notes::add);
    return new Answer(List.of(), notes);
  }

  private static boolean canBePutBack(ConfigMap object) {
    return object.getMetadata().getUid() != null
        && object.getMetadata().getResourceVersion() != null
        && !Boolean.TRUE.equals(object.getImmutable())
        && !Noise.is(ObservedKind.CONFIG_MAP, object)
        && Metadata.managedBy(object).isEmpty();
  }

  private void forgetOthers(List<ConfigMap> there) {
    Set<String> uids = new HashSet<>();
    there.forEach(it -> uids.add(it.getMetadata().getUid()));
    recorded.keySet().retainAll(uids);
  }

  private Optional<String> record(List<ConfigMap> objects, Instant at) throws InterruptedException {
    List<ConfigMap> due = objects.stream().filter(it -> isDue(it, at)).toList();
    for (int from = 0; from < due.size(); from += AT_ONCE) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      List<ConfigMap> some = due.subList(from, Math.min(due.size(), from + AT_ONCE));
      Optional<String> trouble =
          recording
              .versions()
              .record(
                  some.stream()
                      .map(ConfigRecorder::held)
                      .filter(it -> it.data().bytes() <= ConfigData.MOST_BYTES)
                      .toList(),
                  at);
      if (trouble.isPresent()) {
        return trouble.map(it -> "what ConfigMaps hold is not recorded: " + it);
      }
      some.forEach(
          it ->
              recorded.put(
                  it.getMetadata().getUid(),
                  new Recorded(it.getMetadata().getResourceVersion(), at)));
    }
    return Optional.empty();
  }

  private boolean isDue(ConfigMap object, Instant at) {
    Recorded known = recorded.get(object.getMetadata().getUid());
    return known == null
        || !known.version().equals(object.getMetadata().getResourceVersion())
        || !known.at().plus(BETWEEN_TOUCHES).isAfter(at);
  }

  private static ConfigVersions.Held held(ConfigMap object) {
    return new ConfigVersions.Held(
        object.getMetadata().getUid(),
        object.getMetadata().getResourceVersion(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        ConfigData.of(object));
  }
}
