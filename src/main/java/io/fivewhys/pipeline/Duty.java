package io.fivewhys.pipeline;

import java.time.Duration;

/**
 * Something that has to be done again and again, by one replica at a time, whichever is alive. It
 * may be done again after a crash in the middle, so it goes by what the store says.
 *
 * @param name in kebab case; the key in the store
 * @param every from the end of one time to the beginning of the next
 */
public record Duty(String name, Duration every, Runnable work) {}
