package io.fivewhys.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Nothing is left of an estate that was closed. */
@Isolated("all processes and ports of this one are looked at")
class DemoEstateEndTest {
  @Test
  void nothingListensOnceItIsClosedAlsoInTheMiddleOfAFault(@TempDir Path directory)
      throws Exception {
    var before = ProcessHandle.current().children().toList();
    var estate = DemoEstate.start(DemoOptions.forTests(directory));
    RawPlaces raw = new RawPlaces(estate);
    estate.inject(Fault.TRAFFIC_SURGE);
    var ports =
        Stream.of(
                estate.gatewayAddress().getPort(),
                estate.adminAddress().getPort(),
                estate.kubernetesAddress().getPort(),
                estate.postgresPort(),
                estate.redisPort())
            .toList();
    assertThat(ports).noneMatch(raw::refuses);

    estate.close();

    assertThat(ports).allMatch(raw::refuses);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .isSubsetOf(before);
    raw.close();
  }
}
