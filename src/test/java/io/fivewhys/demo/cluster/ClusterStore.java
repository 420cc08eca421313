package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of the cluster, as etcd and the API server hold them. The mock server's own store,
 * but one writer at a time, open to the controllers in this process, and told apart who changed
 * what and when.
 */
public final class ClusterStore extends KubernetesCrudDispatcher {
  /** Whom the API names as the author of what came over HTTP and said nothing else. */
  static final String SOMEBODY = "kubectl-edit";

  private static final int MOST_RECENT = 2_000;
  private static final String TOO_OLD =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,\
      "message":"too old resource version"}\
      """;

  private final String namespace;
  private final Set<Watch> watches = new CopyOnWriteArraySet<>();
  private final Deque<Watch.Change> recent = new ArrayDeque<>();
  private volatile Runnable onChange = () -> {};
  private String author = SOMEBODY;

  ClusterStore(String namespace) {
    this.namespace = namespace;
  }

  /** Called after each change, by whoever made it: must return at once. */
  void onChange(Runnable told) {
    onChange = told;
  }

  public String namespace() {
    return namespace;
  }

  /** All of a kind, in the order in which they last changed. */
  public synchronized <T extends HasMetadata> List<T> list(Class<T> kind) {
    var query = getKey(pathOf(kind, Optional.empty()));
    return getMap().entrySet().stream()
        .filter(entry -> entry.getKey().matches(query))
        .map(entry -> Serialization.unmarshal(entry.getValue(), kind))
        .toList();
  }

  public synchronized <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(findResource(getKey(pathOf(kind, Optional.of(name)))))
        .map(entry -> Serialization.unmarshal(entry.getValue(), kind));
  }

  /** Makes it, with the times it brings along; one of that name is replaced. */
  public synchronized void create(HasMetadata object, String by) {
    var metadata = object.getMetadata();
    if (!isClusterWide(object.getClass())) {
      metadata.setNamespace(namespace);
    }
    metadata.setUid(Objects.requireNonNullElse(metadata.getUid(), UUID.randomUUID().toString()));
    metadata.setCreationTimestamp(
        Objects.requireNonNullElse(metadata.getCreationTimestamp(), KubeTime.now()));
    metadata.setGeneration(Objects.requireNonNullElse(metadata.getGeneration(), 1L));
    write(object, by);
  }

  /**
   * Changes one that is there; nothing is written when nothing changes.
   *
   * @return what it is afterwards; empty when there is none of that name
   */
  public synchronized <T extends HasMetadata> Optional<T> edit(
      Class<T> kind, String name, String by, UnaryOperator<T> change) {
    Optional<T> before = find(kind, name);
    before.ifPresent(
        object -> {
          T after = change.apply(Serialization.clone(object));
          if (!Objects.equals(Serialization.asJson(after), Serialization.asJson(object))) {
            write(after, by);
          }
        });
    return before.isEmpty() ? before : find(kind, name);
  }

  public synchronized void delete(HasMetadata object) {
    String path = pathOf(object.getClass(), Optional.of(object.getMetadata().getName()));
    var found = findResource(getKey(path));
    if (found != null) {
      processEvent(path, getKey(path), found.getKey(), null, null);
    }
  }

  private void write(HasMetadata object, String by) {
    String path = pathOf(object.getClass(), Optional.of(object.getMetadata().getName()));
    write(path, (ObjectNode) Json.MAPPER.readTree(Serialization.asJson(object)), by);
  }

  /**
   * One object as the API has it; empty when there is none.
   *
   * @param path of the object, without a query
   */
  synchronized Optional<ObjectNode> at(String path) {
    return Optional.ofNullable(findResource(getKey(path)))
        .map(entry -> (ObjectNode) Json.MAPPER.readTree(entry.getValue()));
  }

  /**
   * Changes the object of a path in one step, as far as it is another afterwards.
   *
   * @param dryRun only says what it would be
   * @return what it is afterwards; empty when there is none
   */
  synchronized Optional<ObjectNode> change(
      String path, String by, boolean dryRun, UnaryOperator<ObjectNode> change) {
    Optional<ObjectNode> before = at(path);
    if (before.isEmpty()) {
      return before;
    }
    ObjectNode after = change.apply(before.get().deepCopy());
    if (after.equals(before.get())) {
      return before;
    }
    if (dryRun) {
      touchGeneration(before.get(), after);
      return Optional.of(after);
    }
    write(path, after, by);
    return at(path);
  }

  private void write(String path, ObjectNode after, String by) {
    var found = findResource(getKey(path));
    ObjectNode metadata = (ObjectNode) after.get("metadata");
    metadata.put("resourceVersion", String.valueOf(requestResourceVersion()));
    if (found != null) {
      touchGeneration(Json.MAPPER.readTree(found.getValue()), after);
    }
    author = by;
    try {
      var oldKey = found == null ? null : found.getKey();
      processEvent(path, getKey(path), oldKey, null, after.toString());
    } finally {
      author = SOMEBODY;
    }
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    return super.dispatch(request);
  }

  /** Stores, stamps, and tells those who watch. Also what came over HTTP comes here. */
  @Override
  public synchronized void processEvent(
      String path,
      AttributeSet asked,
      AttributeSet oldKey,
      GenericKubernetesResource ignored,
      String newState) {
    String before = oldKey == null ? null : getMap().remove(oldKey);
    AttributeSet newKey = null;
    String after = null;
    if (newState != null) {
      after = ChangeStamp.on(before, newState, author);
      newKey = AttributeSet.merge(getKey(path), getAttributeExtractor().fromResource(after));
      getMap().put(newKey, after);
    }
    if (!Objects.equals(before, after)) {
      tell(new Watch.Change(requestResourceVersion(), oldKey, before, newKey, after));
      onChange.run();
    }
  }

  private void tell(Watch.Change change) {
    recent.addLast(change);
    if (recent.size() > MOST_RECENT) {
      recent.removeFirst();
    }
    watches.forEach(watch -> watch.tell(change));
  }

  @Override
  public MockResponse handleWatch(String path) {
    long since = Query.of(path).number("resourceVersion").orElse(0L);
    return new MockResponse()
        .withWebSocketUpgrade(
            new Watch(getKey(path), watch -> begin(watch, since), watches::remove));
  }

  /** Tells what changed since the version that the client has, then all that comes. */
  private synchronized void begin(Watch watch, long since) {
    if (since == 0) {
      getMap().entrySet().stream()
          .filter(entry -> watch.wants(entry.getKey()))
          .forEach(entry -> watch.send("ADDED", entry.getValue()));
    } else if (recent.size() == MOST_RECENT && recent.getFirst().version() > since) {
      watch.send("ERROR", TOO_OLD);
      return;
    } else {
      recent.stream().filter(change -> change.version() > since).forEach(watch::tell);
    }
    watches.add(watch);
  }

  private static boolean isClusterWide(Class<?> kind) {
    return !Namespaced.class.isAssignableFrom(kind);
  }

  private String pathOf(Class<? extends HasMetadata> kind, Optional<String> name) {
    String group = HasMetadata.getGroup(kind);
    String version = HasMetadata.getVersion(kind);
    return (group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version)
        + (isClusterWide(kind) ? "" : "/namespaces/" + namespace)
        + "/"
        + HasMetadata.getPlural(kind)
        + name.map(it -> "/" + it).orElse("");
  }
}
