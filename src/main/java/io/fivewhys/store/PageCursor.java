package io.fivewhys.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page of a list begins: after which id, and under which filter. Opaque to clients, who may
 * keep it as long as they like: it names a place in the order and no offset, so diagnoses that
 * arrive or leave meanwhile shift nothing.
 *
 * @param afterId the last id of the page before
 */
public record PageCursor(String afterId, DiagnosisFilter filter) {
  private static final int ID_BYTES = 16;
  private static final int MARK_BYTES = 8;

  /**
   * @param filter the one that the client asks with now
   * @throws IllegalArgumentException when the text is no cursor, or one of another filter
   */
  public static PageCursor parse(String text, DiagnosisFilter filter) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != ID_BYTES + MARK_BYTES) {
      throw new IllegalArgumentException("not as long as a cursor");
    }
    var in = ByteBuffer.wrap(bytes);
    var cursor = new PageCursor(new UUID(in.getLong(), in.getLong()).toString(), filter);
    if (in.getLong() != cursor.mark()) {
      throw new IllegalArgumentException("a cursor of another list");
    }
    return cursor;
  }

  @Override
  public String toString() {
    var id = UUID.fromString(afterId);
    var bytes =
        ByteBuffer.allocate(ID_BYTES + MARK_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .putLong(mark());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Tells cursors of one filter from those of another, and from text made up. */
  private long mark() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((afterId + filter).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
