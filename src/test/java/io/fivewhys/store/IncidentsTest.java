package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Severity;
import io.fivewhys.incident.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IncidentsTest extends StoreTest {
  private final Incidents incidents = new Incidents();

  private void open(String id, String gateway, boolean posted) {
    var incident =
        new Incident(
            id,
            gateway,
            "shop",
            posted,
            IncidentState.OPEN,
            Severity.MINOR,
            Optional.empty(),
            Optional.empty(),
            "says \"posted\":true",
            new TreeSet<>(),
            START,
            START,
            START,
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            new TreeSet<>(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "D",
            "D",
            1);
    database.change(
        handle -> incidents.apply(handle, new Step(Optional.empty(), incident, List.of())));
  }

  private int gateways() {
    return database.read(incidents::gatewaysWithOpen);
  }

  @Test
  void gatewaysThatSomebodyMadeUpAreNotBroken() {
    open("I-1", "edge", false);
    open("I-2", "edge", false);
    for (int i = 0; i < 5; i++) {
      open("I-p" + i, "made-up-" + i, true);
    }
    assertThat(gateways()).isOne();
  }

  @Test
  void incidentsFromBeforeAreToldApartToo() throws IOException {
    open("I-1", "edge", false);
    open("I-2", "made-up", true);
    database.change(it -> it.execute("update incident set posted = false"));
    assertThat(gateways()).isEqualTo(2);
    try (var in = getClass().getResourceAsStream("/db/migration/V11__posted_incidents.sql")) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String update = sql.substring(sql.indexOf("update "), sql.lastIndexOf(';'));
      database.change(it -> it.execute(update));
    }
    assertThat(gateways()).isOne();
  }
}
