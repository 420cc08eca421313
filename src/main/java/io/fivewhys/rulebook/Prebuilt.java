package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shipped rules as the build compiled them, as one file on the class path.
 *
 * <p>It is taken from nowhere else, since it is code: as trusted as the jar around it, and no more.
 * It is used for exactly what it was made from (see {@link PrebuiltKey}); where it is damaged or
 * made from something else, rules are compiled.
 *
 * <p>The file: the key, the SHA-256 of the rest, the number of entries, and each entry's path,
 * length and bytes. Not compressed, because the jar is.
 */
final class Prebuilt {
  /** On the class path. */
  static final String PLACE = "/rulebook/compiled-rules.bin";

  private static final Logger LOG = LoggerFactory.getLogger(Prebuilt.class);
  private static final int HEADER_BYTES = 2 * Fingerprint.LENGTH_BYTES;

  private Prebuilt() {}

  /** The file that came with the program; empty when it came without. */
  static Optional<byte[]> shipped() {
    try (InputStream in = Prebuilt.class.getResourceAsStream(PLACE)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      LOG.warn("The rules compiled by the build cannot be read: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * Loads rules without compiling them.
   *
   * @param file as made by {@link #file}, or anything else
   * @return empty when the file is of no use for these rules
   */
  static Optional<KnowledgeBase> load(byte[] file, SortedMap<String, String> rules) {
    try {
      return read(file, PrebuiltKey.of(rules)).map(KnowledgeBase::of);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The rules compiled by the build cannot be used; compiling them anew", e);
      return Optional.empty();
    }
  }

  /** Whether a file is whole and made for a key. */
  static boolean isCurrent(byte[] file, byte[] key) {
    return isWhole(file) && isFor(file, key);
  }

  /** The file's content. */
  static byte[] file(byte[] key, CompiledRules compiled) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeInt(compiled.contents().size());
      for (var entry : compiled.contents().entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream(HEADER_BYTES + body.size());
      file.writeBytes(key);
      file.writeBytes(new Fingerprint().add(body.toByteArray()).bytes());
      body.writeTo(file);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
  }

  private static Optional<CompiledRules> read(byte[] file, byte[] key) {
    if (!isWhole(file)) {
      LOG.warn("The rules compiled by the build are damaged; compiling them anew");
      return Optional.empty();
    }
    if (!isFor(file, key)) {
      LOG.info("The rules are others than the build compiled; compiling them");
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(file, HEADER_BYTES, file.length);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      TreeMap<String, byte[]> contents = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String path = in.readUTF();
        contents.put(path, in.readNBytes(in.readInt()));
      }
      return Optional.of(new CompiledRules(contents));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWhole(byte[] file) {
    if (file.length < HEADER_BYTES) {
      return false;
    }
    byte[] body = Arrays.copyOfRange(file, HEADER_BYTES, file.length);
    byte[] sum = Arrays.copyOfRange(file, Fingerprint.LENGTH_BYTES, HEADER_BYTES);
    return Arrays.equals(sum, new Fingerprint().add(body).bytes());
  }

  private static boolean isFor(byte[] file, byte[] key) {
    return Arrays.equals(file, 0, Fingerprint.LENGTH_BYTES, key, 0, key.length);
  }
}
