package io.fivewhys.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.call.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostCheckTest {
  private static final HttpOptions DEFAULTS = HttpOptions.defaults();

  @Test
  void answersToItsOwnNamesOnly() {
    var check = new HostCheck(DEFAULTS.at("gateway.internal", 80));

    assertThat(status(check, "gateway.internal:80")).isEqualTo(200);
    assertThat(status(check, "localhost")).isEqualTo(200);
    assertThat(status(check, "internal")).isEqualTo(421);
    assertThat(status(check, "127.0.0.2")).isEqualTo(421);
  }

  @Test
  void answersToNamesOfTheConfiguration() {
    var check = new HostCheck(DEFAULTS.withAllowedHosts(Set.of("Fivewhys.ops.svc", "::2")));

    assertThat(status(check, "fivewhys.ops.svc.:8080")).isEqualTo(200);
    assertThat(status(check, "[::2]:8080")).isEqualTo(200);
    assertThat(status(check, "fivewhys")).isEqualTo(421);
    assertThat(status(new HostCheck(DEFAULTS.withAllowedHosts(Set.of("*"))), "any.example"))
        .isEqualTo(200);
  }

  @Test
  void boundEverywhereItAnswersToEveryAddressButToNoOtherName() {
    for (String everywhere : List.of("0.0.0.0", "::")) {
      var check = new HostCheck(DEFAULTS.at(everywhere, 80));

      assertThat(status(check, "10.1.2.3:8080")).isEqualTo(200);
      assertThat(status(check, "[fd00::7]:8080")).isEqualTo(200);
      assertThat(status(check, "evil.example")).isEqualTo(421);
    }
  }

  private static int status(HostCheck check, String host) {
    return check.objection(List.of(host)).map(Problem::status).orElse(200);
  }
}
