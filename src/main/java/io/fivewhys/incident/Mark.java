package io.fivewhys.incident;

import java.time.Instant;

/**
 * Who did something, and when.
 *
 * @param by a person or program as it authenticated, or {@link Actor#SERVICE}
 * @param reason in words; may be empty
 */
public record Mark(Instant at, String by, String reason) {}
