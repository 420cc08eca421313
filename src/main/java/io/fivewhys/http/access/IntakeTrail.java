package io.fivewhys.http.access;

import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditSampler;
import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.http.call.Call;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the audit log holds of things that come in: that they did, and of whom. They come all the
 * time, so that of many like ones the first few of an hour are written and the rest counted.
 */
public final class IntakeTrail {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeTrail.class);

  private final AccessParts access;
  private final Map<String, AuditSampler> samplers = new ConcurrentHashMap<>();

  /** One for all operations, which count apart. */
  public IntakeTrail(AccessParts access) {
    this.access = access;
  }

  /**
   * It has happened. Where that cannot be kept, the program's log says so: an alert is not refused
   * for it.
   *
   * @param operation as the contract names it
   * @param outcome in a word
   * @param detail in words
   */
  public void happened(Call call, String operation, String outcome, String detail) {
    samplers
        .computeIfAbsent(operation, _ -> AuditSampler.ofIntake(access.clock()))
        .next()
        .ifPresent(before -> write(entry(call, operation, outcome, detail, before)));
  }

  private AuditEntry entry(
      Call call, String operation, String outcome, String detail, long before) {
    return new AuditEntry(
        access.clock().instant(),
        AuditEntry.Kind.OUTCOME,
        UUID.randomUUID().toString(),
        call.actor().toString(),
        Optional.empty(),
        call.remote(),
        operation,
        call.method(),
        Call.bounded(call.path()),
        Optional.of(outcome),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Call.bounded(detail)),
        before);
  }

  private void write(AuditEntry entry) {
    try {
      access.audit().append(entry);
    } catch (AuditUnavailable unavailable) {
      LOG.error("{} is not in the audit log: {}", entry.operation(), unavailable.getMessage());
    }
  }
}
