package io.fivewhys.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Something that is wrong with a gateway, from the first sign to the end. A value: every change
 * makes another of the next version.
 *
 * @param id sorts by time
 * @param posted whether a snapshot that somebody posted opened it: nobody may look at the gateway
 * @param severity the gravest that it ever was
 * @param cause as the last diagnosis that named one has it; empty while none did
 * @param contender another cause that the last diagnosis put first; it takes the place of the cause
 *     when the next one says so too
 * @param routes all that ever failed
 * @param startedAt when the first error came, as far as is known
 * @param openedAt when the service took note
 * @param lastSeenAt when the symptoms were seen last
 * @param quietSince since when nothing was seen of it; empty while something is
 * @param returns how often it came back after it had been quiet
 * @param acknowledged who took it on; empty while nobody did
 * @param assignee who works on it
 * @param mitigated when something was first done about it
 * @param escalation how many levels were called of the policy that holds for it now, 0 for none
 * @param called names of all channels that were ever called
 * @param escalatesAt when the next level is called if nobody acts; empty when there is none
 * @param resolved how it ended
 * @param mergedInto the incident that goes on in its place
 * @param firstDiagnosis id of the diagnosis that opened it
 * @param lastDiagnosis id of the latest that saw it
 * @param version 1 when it is opened, then counting its changes
 */
public record Incident(
    String id,
    String gateway,
    String namespace,
    boolean posted,
    IncidentState state,
    Severity severity,
    Optional<NamedCause> cause,
    Optional<CauseKey> contender,
    String summary,
    SortedSet<String> routes,
    Instant startedAt,
    Instant openedAt,
    Instant lastSeenAt,
    Optional<Instant> quietSince,
    int returns,
    Optional<Mark> acknowledged,
    Optional<String> assignee,
    Optional<Mark> mitigated,
    int escalation,
    SortedSet<String> called,
    Optional<Instant> escalatesAt,
    Optional<Mark> resolved,
    Optional<String> mergedInto,
    String firstDiagnosis,
    String lastDiagnosis,
    long version) {

  public boolean isOver() {
    return state.isOver();
  }

  /**
   * Whether nobody has taken it on while it goes on, so that people have to be called: what the
   * service itself tries counts for nobody.
   */
  public boolean isUnattended() {
    return acknowledged.isEmpty() && !isOver();
  }

  /** For people: what is wrong, in a few words. */
  public String title() {
    return gateway
        + ": "
        + cause.map(it -> it.key().words()).orElse("5xx of " + String.join(", ", routes));
  }

  Editor edit() {
    return new Editor(this);
  }
}
