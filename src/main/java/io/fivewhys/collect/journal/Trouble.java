package io.fivewhys.collect.journal;

import java.time.Instant;

/**
 * What keeps a journal from being read or written.
 *
 * @param since when that was first seen
 */
public record Trouble(String why, Instant since) {}
