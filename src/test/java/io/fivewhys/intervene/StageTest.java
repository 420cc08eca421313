package io.fivewhys.intervene;

import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.SharedDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A stage on each database. */
@ParameterizedClass
@EnumSource
@ExtendWith(SharedDatabases.OfTheClass.class)
@Timeout(60)
abstract class StageTest {
  @Parameter DatabaseKind kind;
  Stage stage;

  @BeforeEach
  void open(SharedDatabases databases) {
    stage = new Stage(databases.of(kind));
  }

  @AfterEach
  void leave() {
    stage.leave();
  }
}
