package io.fivewhys.collect.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Makes the sockets of the attempt that runs on this thread. Public with a constructor without
 * parameters, since drivers of databases take the name of a class.
 */
public class AttemptSockets extends SocketFactory {
  private final Attempt attempt = Attempt.CURRENT.get();

  /** For the attempt of this thread. */
  public AttemptSockets() {}

  @Override
  public Socket createSocket() throws IOException {
    return attempt.socket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(SocketAddress address) throws IOException {
    Socket socket = attempt.socket();
    socket.connect(address);
    return socket;
  }
}
