package io.fivewhys.notify;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What channels of tests live in. */
public final class Surroundings {
  private Surroundings() {}

  public static SourceContext with(Map<String, String> environment) {
    var clock = Clock.fixed(ExampleMessages.AT, ZoneOffset.UTC);
    return new SourceContext(clock, environment, Path.of("."), Path.of("."));
  }

  public static SecretRef secret(String variable) {
    return new SecretRef(Optional.empty(), Optional.of(variable));
  }

  /** For what hangs: a second is enough on one machine. */
  public static HttpSender impatient() {
    return new HttpSender(Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty());
  }

  /** With time for a busy machine. */
  public static HttpSender patient() {
    return HttpSender.usual(Optional.empty());
  }
}
