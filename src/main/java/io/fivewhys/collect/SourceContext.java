package io.fivewhys.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a source needs of the world besides its configuration.
 *
 * @param clock tells the time
 * @param environment environment variables, for secrets
 * @param directory the working directory, for relative paths
 * @param data directory where a source may keep what it must not forget, made by whoever uses it
 */
public record SourceContext(
    Clock clock, Map<String, String> environment, Path directory, Path data) {}
