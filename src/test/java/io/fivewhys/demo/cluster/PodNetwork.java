package io.fivewhys.demo.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network of the pods: each has an address of its own, and what is sent there arrives at the
 * process in the pod, on a loopback port. Where nobody listens, connections are refused.
 */
public final class PodNetwork implements AutoCloseable {
  private static final int FIRST_HOST = 4;
  private static final int HOSTS = 250;

  private final Map<String, ContainerProcess> processes = new ConcurrentHashMap<>();
  private final AtomicInteger given = new AtomicInteger();

  /** Bound, but nobody listens: nothing else can take the port, and connections are refused. */
  private final SocketChannel nobody;

  PodNetwork() {
    try {
      nobody = SocketChannel.open();
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("no loopback port is free", e);
    }
  }

  String newAddress() {
    int number = given.getAndIncrement();
    return "10.244.%d.%d".formatted(number / HOSTS % 256, FIRST_HOST + number % HOSTS);
  }

  void attach(String ip, ContainerProcess process) {
    processes.put(ip, process);
  }

  void detach(String ip) {
    processes.remove(ip);
  }

  /** Where a connection to a pod's address and port really goes. */
  public InetSocketAddress route(String ip, int port) {
    ContainerProcess process = processes.get(ip);
    OptionalInt real = process == null ? OptionalInt.empty() : process.portOf(port);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), real.orElseGet(this::closed));
  }

  private int closed() {
    try {
      return ((InetSocketAddress) nobody.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      nobody.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
