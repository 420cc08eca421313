package io.fivewhys.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where a page of a list begins: after which key, and of which list. Opaque to clients; names a
 * place in the order and no offset, so that what comes or goes meanwhile shifts nothing.
 *
 * @param after the last key of the page before
 * @param list what is listed, and by which filter
 */
public record Keyset(String after, String list) {
  private static final int MARK_BYTES = 8;
  private static final int LONGEST_CHARS = 2_000;

  /**
   * @param list the one that the client asks for now
   * @throws IllegalArgumentException when the text is no cursor, or one of another list
   */
  public static Keyset parse(String text, String list) {
    if (text.length() > LONGEST_CHARS) {
      throw new IllegalArgumentException("longer than a cursor");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length <= MARK_BYTES) {
      throw new IllegalArgumentException("shorter than a cursor");
    }
    byte[] key = Arrays.copyOfRange(bytes, MARK_BYTES, bytes.length);
    var cursor = new Keyset(new String(key, StandardCharsets.UTF_8), list);
    if (ByteBuffer.wrap(bytes).getLong() != cursor.mark()) {
      throw new IllegalArgumentException("a cursor of another list");
    }
    return cursor;
  }

  @Override
  public String toString() {
    byte[] key = after.getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(MARK_BYTES + key.length).putLong(mark()).put(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Tells cursors of one list from those of another, and from text made up. */
  private long mark() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((list + '\n' + after).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
