package io.fivewhys.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the console.
 *
 * @param path below {@code console/}
 * @param gzipped the same bytes compressed
 */
public record ConsoleFile(String path, String mediaType, byte[] bytes, byte[] gzipped) {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "html", "text/html; charset=utf-8",
          "txt", "text/plain; charset=utf-8");

  static ConsoleFile of(String path, byte[] bytes) {
    String mediaType = MEDIA_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (mediaType == null) {
      throw new IllegalStateException("no media type is known for console/" + path);
    }
    return new ConsoleFile(path, mediaType, bytes, gzip(bytes));
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
