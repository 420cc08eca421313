package io.fivewhys.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends the same request over and over. No more of HTTP than that takes, so that what is measured
 * is the server and not the client.
 */
final class OpenConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final byte[] request;
  private int status;

  OpenConnection(InetSocketAddress address, byte[] body) throws IOException {
    socket = new Socket(address.getHostString(), address.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    byte[] head =
        """
        POST /api/v1/diagnoses HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(address.getPort(), body.length)
            .getBytes(StandardCharsets.US_ASCII);
    request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
  }

  /**
   * @return the body of the answer
   */
  byte[] exchange() throws IOException {
    socket.getOutputStream().write(request);
    status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).trim());
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer ended after " + body.length + " of " + length + " bytes");
    }
    return body;
  }

  /** A refusal would be quick, and measured in vain. */
  void expect(int wanted) throws IOException {
    byte[] body = exchange();
    if (status != wanted || body.length == 0) {
      throw new IOException(
          status + " instead of " + wanted + ": " + new String(body, StandardCharsets.UTF_8));
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
