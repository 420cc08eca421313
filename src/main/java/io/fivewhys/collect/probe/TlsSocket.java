package io.fivewhys.collect.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLContext;

/**
 * Shakes hands over TLS as soon as it is connected, for a driver that connects its sockets itself.
 * Everything else is the socket's beneath, which the attempt can close.
 */
final class TlsSocket extends Socket {
  private final ProbeSocket below;
  private final String name;
  private final SSLContext context;
  private final boolean verified;
  private Socket above;

  TlsSocket(ProbeSocket below, String name, SSLContext context, boolean verified) {
    this.below = below;
    this.name = name;
    this.context = context;
    this.verified = verified;
  }

  @Override
  public void connect(SocketAddress address, int timeout) throws IOException {
    below.connect(address, timeout);
    above = TlsLayer.over(below, name, context, verified);
  }

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect(address, 0);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return above.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return above.getOutputStream();
  }

  @Override
  public boolean isConnected() {
    return below.isConnected();
  }

  @Override
  public boolean isClosed() {
    return below.isClosed();
  }

  @Override
  public InetAddress getInetAddress() {
    return below.getInetAddress();
  }

  @Override
  public int getPort() {
    return below.getPort();
  }

  @Override
  public InetAddress getLocalAddress() {
    return below.getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return below.getLocalPort();
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    below.setSoTimeout(millis);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return below.getSoTimeout();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    below.setTcpNoDelay(on);
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    below.setSoLinger(on, seconds);
  }

  @Override
  public void close() throws IOException {
    below.close();
  }
}
