package io.fivewhys.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Texts as they are stored: UTF-8, by gzip. */
final class Packed {
  private Packed() {}

  static byte[] of(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(bytes)) {
      packing.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing fails in memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param mostBytes of the text
   * @throws IOException when it is damaged, or longer
   */
  static String text(byte[] packed, int mostBytes) throws IOException {
    try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = unpacking.readNBytes(mostBytes);
      if (unpacking.read() >= 0) {
        throw new IOException("more than " + mostBytes + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
