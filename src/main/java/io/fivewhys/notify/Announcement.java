package io.fivewhys.notify;

import io.fivewhys.incident.Severity;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which channels are told of an incident from its beginning, whether it escalates or not.
 *
 * @param audiences all that fit an incident hold for it
 */
public record Announcement(List<Audience> audiences) {

  /** Nobody is told. */
  public static final Announcement NOBODY = new Announcement(List.of());

  /**
   * @param gateways names; empty: all
   * @param severities empty: all
   * @param channels names
   */
  public record Audience(
      Set<String> gateways, Set<Severity> severities, Collection<String> channels) {
    boolean fits(String gateway, Severity severity) {
      return (gateways.isEmpty() || gateways.contains(gateway))
          && (severities.isEmpty() || severities.contains(severity));
    }
  }

  public Announcement {
    audiences = List.copyOf(audiences);
  }

  /** Names of channels, each once. */
  public Set<String> channels(String gateway, Severity severity) {
    Set<String> channels = new LinkedHashSet<>();
    audiences.stream()
        .filter(it -> it.fits(gateway, severity))
        .forEach(it -> channels.addAll(it.channels()));
    return channels;
  }
}
