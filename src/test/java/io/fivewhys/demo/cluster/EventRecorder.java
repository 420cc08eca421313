package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes events as the controllers' recorders do: what happens again to the same object is counted
 * on the event that is there. The oldest go first, where the real ones go after an hour.
 */
final class EventRecorder {
  private static final int MOST_EVENTS = 400;

  private final ClusterStore store;

  /** Names of the events by what they say, the one longest unheard of first. */
  private final Map<String, String> known = new LinkedHashMap<>();

  private long made;

  EventRecorder(ClusterStore store) {
    this.store = store;
  }

  void normal(HasMetadata about, String component, String reason, String message) {
    record(about, "Normal", component, reason, message);
  }

  void warning(HasMetadata about, String component, String reason, String message) {
    record(about, "Warning", component, reason, message);
  }

  private synchronized void record(
      HasMetadata about, String type, String component, String reason, String message) {
    String says = String.join("\n", about.getMetadata().getUid(), component, reason, message);
    String name = known.remove(says);
    if (name != null && store.edit(Event.class, name, component, this::again).isPresent()) {
      known.put(says, name);
      return;
    }
    Event event = event(about, type, component, reason, message);
    store.create(event, component);
    known.put(says, event.getMetadata().getName());
    forgetTheOldest();
  }

  private Event again(Event event) {
    event.setCount(event.getCount() + 1);
    event.setLastTimestamp(KubeTime.now());
    return event;
  }

  private Event event(
      HasMetadata about, String type, String component, String reason, String message) {
    var metadata = about.getMetadata();
    String now = KubeTime.now();
    return new EventBuilder()
        .withNewMetadata()
        .withName("%s.%016x".formatted(metadata.getName(), System.nanoTime() + made++))
        .endMetadata()
        .withType(type)
        .withReason(reason)
        .withMessage(message)
        .withNewSource()
        .withComponent(component)
        .endSource()
        .withReportingComponent(component)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewInvolvedObject()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .withResourceVersion(metadata.getResourceVersion())
        .endInvolvedObject()
        .build();
  }

  private void forgetTheOldest() {
    while (known.size() > MOST_EVENTS) {
      var oldest = known.entrySet().iterator();
      String name = oldest.next().getValue();
      oldest.remove();
      store.find(Event.class, name).ifPresent(store::delete);
    }
  }
}
