package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Objects of one kind as an informer keeps them: only what is needed of each, and not too many. */
final class KeptObjects<S extends HasMetadata> implements ItemStore<S> {
  private final Map<String, S> objects = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final UnaryOperator<S> kept;
  private final int most;
  private volatile boolean full;

  /**
   * @param kept takes away what nobody needs, before the object is kept
   * @param most objects that are kept
   */
  KeptObjects(UnaryOperator<S> kept, int most) {
    this.kept = kept;
    this.most = most;
  }

  /** Whether there were more than are kept. */
  boolean isFull() {
    return full;
  }

  /** Grows with each change, a sign that the watch lives. */
  long changes() {
    return changes.get();
  }

  @Override
  public String getKey(S object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public S put(String key, S object) {
    changes.incrementAndGet();
    if (objects.size() >= most && !objects.containsKey(key)) {
      full = true;
      return null;
    }
    return objects.put(key, kept.apply(object));
  }

  @Override
  public S remove(String key) {
    changes.incrementAndGet();
    return objects.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return objects.keySet().stream();
  }

  @Override
  public Stream<S> values() {
    return objects.values().stream();
  }

  @Override
  public int size() {
    return objects.size();
  }

  @Override
  public S get(String key) {
    return objects.get(key);
  }
}
