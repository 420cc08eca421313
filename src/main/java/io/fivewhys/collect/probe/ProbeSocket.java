package io.fivewhys.collect.probe;

import io.fivewhys.collect.probe.Attempt.Phase;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A socket that tells its attempt how far it has come, reads no more than may be read, and can be
 * closed from outside at any moment, whatever a driver waits for.
 */
final class ProbeSocket extends Socket {
  private static final long MOST_BYTES = 8L << 20;

  private final Attempt attempt;
  private InputStream in;

  ProbeSocket(Attempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public void connect(SocketAddress address) throws IOException {
    connect(address, attempt.leftMillis());
  }

  @Override
  public void connect(SocketAddress address, int timeout) throws IOException {
    attempt.reached(Phase.CONNECTING);
    // A little more than is left, so that what expires is the attempt, which says how far it came.
    super.connect(address, attempt.leftMillis() + 1_000);
    attempt.reached(Phase.CONNECTED);
    setTcpNoDelay(true);
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (in == null) {
      in = new Counted(super.getInputStream());
    }
    return in;
  }

  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return heard(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length > MOST_BYTES) {
        // PostgreSQL's driver doubles its buffer with each drop of a message said to be long.
        throw new TooMuch("more than " + (MOST_BYTES >> 20) + " MiB were announced");
      }
      int read = super.read(into, from, length);
      return heard(read, read);
    }

    /** Skips by reading, so that it counts. */
    @Override
    public long skip(long wanted) throws IOException {
      return Math.max(0, read(new byte[Math.clamp(wanted, 0, 8_192)]));
    }

    private int heard(int result, int read) throws IOException {
      if (result >= 0) {
        attempt.reached(Phase.TALKING);
        bytes += read;
      }
      if (bytes > MOST_BYTES) {
        throw new TooMuch("more than " + (MOST_BYTES >> 20) + " MiB came");
      }
      return result;
    }
  }

  /** More came than anybody needs to say that it is well. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuch(String message) {
      super(message);
    }
  }
}
