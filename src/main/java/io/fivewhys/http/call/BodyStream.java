package io.fivewhys.http.call;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A request's body for a thread that may block. The client is asked for a few chunks at a time, so
 * that a body is never in memory as a whole, however slow the reader.
 */
public final class BodyStream extends InputStream {
  /** Largest piece in which a body arrives. */
  public static final int CHUNK_BYTES = 8 << 10;

  /** Of at most {@link #CHUNK_BYTES} each. */
  private static final int CHUNKS_AHEAD = 16;

  /** What is held is put together to pieces: many small chunks would take more than their bytes. */
  private static final int PIECE_BYTES = 64 << 10;

  /** What the event loop tells: a piece of the body, its end, or that there will be no more. */
  private sealed interface Arrival {
    record Chunk(Buffer bytes) implements Arrival {}

    record End() implements Arrival {}

    record Gone() implements Arrival {}
  }

  private final HttpServerRequest request;
  private final Context eventLoop;
  private final long maxBytes;
  private final BodyBudget budget;
  private final Duration timeout;
  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private long startedAtNanos;
  private boolean started;
  private boolean ended;
  private BodyRefused refused;
  private Buffer chunk = Buffer.buffer();
  private int position;
  private Queue<Buffer> held = new ArrayDeque<>();
  private long takenBytes;

  /** To be made on the request's event loop, before anything of the body has been read. */
  public BodyStream(
      HttpServerRequest request, Context eventLoop, HttpOptions options, BodyBudget budget) {
    this.request = request;
    this.eventLoop = eventLoop;
    this.maxBytes = options.maxBodyBytes();
    this.budget = budget;
    this.timeout = options.bodyTimeout();
    request.pause();
    request.handler(bytes -> arrived.add(new Arrival.Chunk(bytes)));
    request.endHandler(_ -> arrived.add(new Arrival.End()));
    request.exceptionHandler(_ -> arrived.add(new Arrival.Gone()));
  }

  @Override
  public int read() throws IOException {
    return nextChunk() ? chunk.getByte(position++) & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!nextChunk()) {
      return -1;
    }
    int count = Math.min(length, chunk.length() - position);
    chunk.getBytes(position, position + count, into, offset);
    position += count;
    return count;
  }

  /** Reads what a reader left over, so that the connection can be used again. */
  public void readToEnd() throws IOException {
    while (nextChunk()) {
      position = chunk.length();
    }
  }

  /**
   * Reads all of it and holds it for whoever reads it next, within the same bounds. Piece by piece
   * it is let go as it is read again.
   *
   * @param digest is shown every byte
   * @throws BodyRefused when it cannot be read to its end; whoever reads it next hears the same
   */
  public void hold(MessageDigest digest) throws IOException {
    var pieces = new ArrayDeque<Buffer>();
    Buffer piece = Buffer.buffer();
    while (nextChunk()) {
      byte[] bytes = chunk.getBytes(position, chunk.length());
      position = chunk.length();
      digest.update(bytes);
      if (piece.length() + bytes.length > PIECE_BYTES) {
        pieces.add(piece);
        piece = Buffer.buffer();
      }
      piece.appendBytes(bytes);
    }
    pieces.add(piece);
    held = pieces;
  }

  /** Why the body could not be read, also where its reader made another exception of it. */
  public BodyRefused refused() {
    return refused;
  }

  /**
   * What was read is no longer held, nor what was made of it. Not the same as {@link #close}, which
   * parsers call while the snapshot lives on.
   */
  public void release() {
    budget.giveBack(takenBytes);
    takenBytes = 0;
  }

  private boolean nextChunk() throws IOException {
    while (position == chunk.length()) {
      if (refused != null) {
        throw refused;
      }
      Buffer piece = held.poll();
      if (piece != null) {
        chunk = piece;
        position = 0;
        continue;
      }
      if (ended) {
        return false;
      }
      switch (await()) {
        case Arrival.Chunk(var bytes) -> accept(bytes);
        case Arrival.End() -> ended = true;
        case Arrival.Gone() ->
            throw refuse(BodyRefused.Reason.CLIENT_GONE, "The connection was closed.");
      }
    }
    return true;
  }

  private void accept(Buffer bytes) throws BodyRefused {
    if (takenBytes + bytes.length() > maxBytes) {
      throw refuse(BodyRefused.Reason.TOO_LARGE, tooLarge(maxBytes));
    }
    if (!budget.tryTake(bytes.length())) {
      throw refuse(BodyRefused.Reason.NO_ROOM, "Too many bodies are being read.");
    }
    takenBytes += bytes.length();
    chunk = bytes;
    position = 0;
    ask(1);
  }

  private Arrival await() throws IOException {
    if (!started) {
      started = true;
      startedAtNanos = System.nanoTime();
      ask(CHUNKS_AHEAD);
    }
    long leftNanos = timeout.toNanos() - (System.nanoTime() - startedAtNanos);
    try {
      Arrival arrival = arrived.poll(leftNanos, TimeUnit.NANOSECONDS);
      if (arrival == null) {
        throw refuse(
            BodyRefused.Reason.TOO_SLOW, "The body did not arrive within " + timeout + ".");
      }
      return arrival;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refuse(BodyRefused.Reason.CLIENT_GONE, "The request was given up.");
    }
  }

  private void ask(int chunks) {
    eventLoop.runOnContext(_ -> request.fetch(chunks));
  }

  private BodyRefused refuse(BodyRefused.Reason reason, String message) {
    refused = new BodyRefused(reason, message);
    return refused;
  }

  /** Says that a body has more bytes than are allowed. */
  public static String tooLarge(long maxBytes) {
    return "The body has more than the " + maxBytes + " bytes allowed.";
  }
}
