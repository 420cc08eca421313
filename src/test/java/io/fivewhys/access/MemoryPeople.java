package io.fivewhys.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** People by token, who may lose theirs. */
public final class MemoryPeople implements People {
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * @param names by token
   */
  public MemoryPeople(Map<String, String> names) {
    this.names.putAll(names);
  }

  /** The name gets another token, or none any more. */
  public void changes(String name, Optional<String> token) {
    names.values().remove(name);
    token.ifPresent(it -> names.put(it, name));
  }

  @Override
  public Optional<String> named(String presented) {
    return Optional.ofNullable(names.get(presented));
  }

  @Override
  public Optional<KnownToken> tokenOf(String name) {
    return names.entrySet().stream()
        .filter(it -> it.getValue().equals(name))
        .map(it -> KnownToken.of(new Secret(it.getKey())))
        .findFirst();
  }
}
