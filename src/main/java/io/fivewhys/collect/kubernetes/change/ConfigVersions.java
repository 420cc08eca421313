package io.fivewhys.collect.kubernetes.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What ConfigMaps held, a few versions of each, so that one can be put back. Safe for use by
 * threads.
 */
public interface ConfigVersions {
  /**
   * A ConfigMap as it is.
   *
   * @param uid of the object: another one of the same name has a history of its own, in whatever
   *     cluster it is
   * @param version its resourceVersion
   */
  record Held(String uid, String version, String namespace, String name, ConfigData data) {}

  /**
   * What one held for a while.
   *
   * @param version the resourceVersion under which it was seen first, its name among the versions
   *     of this object
   * @param lastSeen when it was seen last, to a few hours
   */
  record Version(String version, ConfigData data, Instant firstSeen, Instant lastSeen) {}

  /**
   * Records what is new among these.
   *
   * @param at when they were seen
   * @return why it could not be done, in words; empty when it was
   */
  Optional<String> record(List<Held> seen, Instant at);

  /**
   * What the object of this uid held, the newest first; neighbours differ. Empty when it cannot be
   * read at the moment; a list of none when nothing was recorded.
   */
  Optional<List<Version>> of(String uid);
}
