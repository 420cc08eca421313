package io.fivewhys.http.gateway;

import io.fivewhys.gateway.GatewayBoard;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a gateway by the name that a client wrote. */
record KnownGateways(GatewayBoard board) {
  private static final int MOST_NAMED = 20;

  /**
   * @throws Refusal naming those that there are when none is called so
   */
  GatewayView named(String name) {
    return board.view(name).orElseThrow(() -> unknown(name));
  }

  Refusal unknown(String name) {
    List<String> names = board.views().stream().map(GatewayView::name).toList();
    String known =
        names.isEmpty()
            ? "none is configured; config/gateways.yaml says which there are"
            : "there are "
                + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? " and more" : "");
    var detail = "No gateway is called %s: %s.".formatted(Call.bounded(name), known);
    return Problem.of(404, "no-such-gateway", detail).refusal();
  }
}
