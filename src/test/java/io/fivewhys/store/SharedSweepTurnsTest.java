package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SharedSweepTurnsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private Database database;
  private SharedSweepTurns one;
  private SharedSweepTurns two;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
    one = new SharedSweepTurns(database, "one");
    two = new SharedSweepTurns(database, "two");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoeverLookedGoesOnLooking() {
    assertThat(one.othersFor("edge", INTERVAL)).isEmpty();
    assertThat(two.othersFor("edge", INTERVAL).orElseThrow())
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(51));
    assertThat(one.othersFor("edge", INTERVAL)).isEmpty();
    assertThat(two.othersFor("other", INTERVAL)).as("each gateway by itself").isEmpty();
  }

  @Test
  void aDeadOnesTurnIsTakenOverWithinAMinute() {
    one.othersFor("edge", INTERVAL);
    passes(Duration.ofSeconds(51));

    assertThat(two.othersFor("edge", INTERVAL)).isEmpty();
    assertThat(one.othersFor("edge", INTERVAL)).as("one that wakes up").isPresent();
  }

  @Test
  void whoeverStopsLeavesItsTurnsAtOnce() {
    one.othersFor("edge", INTERVAL);
    two.leave();
    assertThat(two.othersFor("edge", INTERVAL)).as("only one's own").isPresent();
    one.leave();

    assertThat(two.othersFor("edge", INTERVAL)).isEmpty();
  }

  @Test
  void whatCannotBeFoundOutIsOurs() {
    one.othersFor("edge", INTERVAL);
    database.close();

    assertThat(two.othersFor("edge", INTERVAL)).isEmpty();
    two.leave();
  }

  /** As if the clock had gone on. */
  private void passes(Duration time) {
    database.change(
        handle -> {
          var until =
              handle
                  .createQuery("select owned_until from gateway_watch")
                  .mapTo(java.time.Instant.class)
                  .one();
          handle.execute("update gateway_watch set owned_until = ?", until.minus(time));
        });
  }
}
