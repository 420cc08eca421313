package io.fivewhys.revision;

import java.util.OptionalInt;

/**
 * @param author who wants it, as authenticated
 * @param message why; may be empty
 * @param maxChanges most recorded snapshots in which the mitigation may change; empty: any number
 * @param strict every rule needs a case that concludes and one that does not
 * @param dryRun only check
 */
public record ChangeRequest(
    Change change,
    String author,
    String message,
    OptionalInt maxChanges,
    boolean strict,
    boolean dryRun) {}
