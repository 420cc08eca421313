package io.fivewhys.gateway;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A board without a gateway. */
final class NoGateways implements GatewayBoard {
  static final GatewayBoard BOARD = new NoGateways();

  @Override
  public List<GatewayView> views() {
    return List.of();
  }

  @Override
  public Optional<GatewayView> view(String name) {
    return Optional.empty();
  }

  @Override
  public SweepResult evaluate(String name) {
    throw new NoSuchElementException("no gateway is called " + name);
  }

  @Override
  public void evaluateSoon(String name, String why) {}
}
