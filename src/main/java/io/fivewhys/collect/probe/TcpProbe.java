package io.fivewhys.collect.probe;

import io.fivewhys.fact.DependencyProbe;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Connects, and no more. */
final class TcpProbe implements Probe {
  private final Tcp config;

  TcpProbe(Tcp config) {
    this.config = config;
  }

  @Override
  public String target() {
    return config.place().toString();
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.OTHER;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, IOException {
    attempt.resolve(config.place().host());
    try (ProbeSocket socket = attempt.socket()) {
      socket.connect(new InetSocketAddress(config.place().host(), config.place().port()));
      attempt.answered();
    }
  }
}
