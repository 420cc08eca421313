package io.fivewhys.trial;

import io.fivewhys.fact.Snapshot;
import java.time.Instant;

/**
 * A snapshot that was diagnosed once.
 *
 * @param id of the diagnosis it got; for a file that somebody put there, the file's name
 * @param recordedAt when it was diagnosed
 */
public record RecordedSnapshot(String id, Instant recordedAt, Snapshot snapshot) {}
