package io.fivewhys.collect.probe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Speaks as much of Redis' protocol as a probe needs: commands, and answers that are one text. By
 * hand, because a length that a stranger sends must not decide how much memory is taken.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
final class RespConnection implements Closeable {
  private static final int LONGEST_LINE = 4 << 10;
  private static final int LONGEST_TEXT = 1 << 20;

  private final Socket socket;
  private final InputStream in;

  RespConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** The server answered an error, such as {@code NOAUTH Authentication required.}. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    /** The word that it begins with. */
    String code() {
      return getMessage().split(" ", 2)[0];
    }
  }

  /**
   * The answer to a command.
   *
   * @throws Refused when it is an error
   * @throws Garbled when it is none that the protocol knows
   */
  String call(String... command) throws IOException, Refused {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + command.length + "\r\n"));
    for (String word : command) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ascii("$" + text.length + "\r\n"));
      bytes.writeBytes(text);
      bytes.writeBytes(ascii("\r\n"));
    }
    send(bytes.toByteArray());
    return answer();
  }

  /** A server that is full says so and hangs up, before it has read anything. */
  private void send(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      if (socket.isClosed() || in.available() == 0) {
        throw e;
      }
    }
  }

  private String answer() throws IOException, Refused {
    String line = line();
    String rest = line.isEmpty() ? "" : line.substring(1);
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+', ':' -> rest;
      case '-' -> throw new Refused(rest);
      case '$' -> text(rest);
      default -> throw new Garbled("its answer begins with '" + line + "'");
    };
  }

  private String text(String length) throws IOException {
    if (!length.matches("\\d{1,7}") || Integer.parseInt(length) > LONGEST_TEXT) {
      throw new Garbled("a text of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(Integer.parseInt(length));
    if (bytes.length < Integer.parseInt(length) || !line().isEmpty()) {
      throw new EOFException("a text that ends early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int each = in.read();
      if (each < 0) {
        throw new EOFException("end of stream");
      }
      if (each == '\n') {
        return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
      }
      if (line.size() >= LONGEST_LINE) {
        throw new Garbled("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(each);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** An answer that the protocol does not know. */
  static final class Garbled extends IOException {
    private static final long serialVersionUID = 1L;

    Garbled(String message) {
      super(message);
    }
  }
}
