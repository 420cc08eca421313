package io.fivewhys.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which lines of the audit log are wanted.
 *
 * @param actor who did it, exactly as the log has it
 * @param kinds empty: all
 * @param operation exactly
 * @param outcome exactly
 * @param text what one of the texts of the line contains, in whatever case
 * @param since when the first was written that is wanted
 * @param until when the first was written that is wanted no longer
 * @param unended only intents of which no outcome stands there
 */
public record AuditFilter(
    Optional<String> actor,
    Set<AuditEntry.Kind> kinds,
    Optional<String> operation,
    Optional<String> outcome,
    Optional<String> text,
    Optional<Instant> since,
    Optional<Instant> until,
    boolean unended) {
  private static final List<String> TEXTS =
      List.of(
          "actor",
          "claimedAuthor",
          "remote",
          "operation",
          "path",
          "outcome",
          "before",
          "after",
          "detail",
          "requestId");

  public AuditFilter {
    // In an order that is the same on every replica: cursors name the filter.
    kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
  }

  public static AuditFilter all() {
    return new AuditFilter(
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * Whether a line is wanted by what it says itself: whether an intent has ended, others say.
   *
   * @param line as the log keeps it
   */
  public boolean fits(JsonNode line) {
    return is(actor, line, "actor")
        && is(operation, line, "operation")
        && is(outcome, line, "outcome")
        && (kinds.isEmpty() || kinds.stream().anyMatch(it -> isOf(it, line)))
        && (!unended || isOf(AuditEntry.Kind.INTENT, line))
        && (since.isEmpty() && until.isEmpty() || isInTime(line))
        && text.map(it -> it.toLowerCase(Locale.ROOT)).filter(it -> !contains(line, it)).isEmpty();
  }

  private static boolean is(Optional<String> wanted, JsonNode line, String field) {
    return wanted.filter(it -> !it.equals(line.path(field).asText())).isEmpty();
  }

  /** Whether a line is of a kind. */
  public static boolean isOf(AuditEntry.Kind kind, JsonNode line) {
    return kind.toString().equalsIgnoreCase(line.path("kind").asText());
  }

  private boolean isInTime(JsonNode line) {
    try {
      Instant at = Instant.parse(line.path("at").asText());
      return since.filter(at::isBefore).isEmpty() && until.filter(it -> !at.isBefore(it)).isEmpty();
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  private static boolean contains(JsonNode line, String text) {
    return TEXTS.stream()
        .anyMatch(it -> line.path(it).asText().toLowerCase(Locale.ROOT).contains(text));
  }
}
