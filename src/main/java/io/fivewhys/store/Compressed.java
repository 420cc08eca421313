package io.fivewhys.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Documents as the database holds them: gzip, fast rather than small. */
final class Compressed {
  private static final int BUFFER_BYTES = 8 << 10;

  private Compressed() {}

  static byte[] of(byte[] document) {
    var out = new ByteArrayOutputStream(document.length / 4 + 64);
    try (var gzip = new Fast(out)) {
      gzip.write(document);
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return out.toByteArray();
  }

  /**
   * @throws IOException when the bytes are no gzip
   */
  static InputStream open(byte[] compressed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(compressed), BUFFER_BYTES);
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
