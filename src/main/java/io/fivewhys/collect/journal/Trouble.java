package io.fivewhys.collect.journal;

import java.time.Instant;

/**
 * What keeps a journal from being read or written.
 *
 * @param since when that was first seen
 * @param refuses nothing new is taken, since it cannot be written; else what is known may be old
 */
public record Trouble(String why, Instant since, boolean refuses) {}
