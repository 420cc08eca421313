package io.fivewhys.rulebook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shipped rules as the build compiled them, as one file on the class path: the number of units,
 * then each one's key, length and bytes. Not compressed, because the jar is.
 */
final class ShippedUnits implements UnitCache {
  /** On the class path. */
  static final String PLACE = "/rulebook/units.bin";

  /**
   * Holds the revision of the shipped rules, of which the build has seen that they are consistent.
   */
  static final String REVISION_PLACE = "/rulebook/revision.txt";

  /** Empty when the program came without. */
  static final String CONSISTENT_REVISION = revision();

  private static final Logger LOG = LoggerFactory.getLogger(ShippedUnits.class);

  private final Map<UnitKey, byte[]> units;

  private ShippedUnits(Map<UnitKey, byte[]> units) {
    this.units = units;
  }

  private static String revision() {
    try (InputStream in = ShippedUnits.class.getResourceAsStream(REVISION_PLACE)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** What came with the program; nothing when it came without. */
  static UnitCache onClassPath() {
    try (InputStream in = ShippedUnits.class.getResourceAsStream(PLACE)) {
      return in == null ? UnitCache.NONE : of(in.readAllBytes());
    } catch (IOException e) {
      LOG.warn("The rules compiled by the build cannot be read: {}", e.toString());
      return UnitCache.NONE;
    }
  }

  /**
   * @param file as {@link #write} makes it, or anything else, which holds nothing
   */
  static ShippedUnits of(byte[] file) {
    Map<UnitKey, byte[]> units = new HashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      for (int left = in.readInt(); left > 0; left--) {
        UnitKey key = new UnitKey(in.readUTF());
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
          throw new IOException("it ends too early");
        }
        units.put(key, in.readNBytes(length));
      }
    } catch (IOException e) {
      LOG.warn("The rules compiled by the build are damaged: {}", e.toString());
    }
    return new ShippedUnits(units);
  }

  static byte[] write(Map<UnitKey, CompiledUnit> units) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(file);
      out.writeInt(units.size());
      for (var unit : units.entrySet()) {
        byte[] bytes = UnitForm.write(unit.getKey(), unit.getValue());
        out.writeUTF(unit.getKey().hex());
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
  }

  @Override
  public Optional<CompiledUnit> find(UnitKey key) {
    return Optional.ofNullable(units.get(key)).flatMap(bytes -> UnitForm.read(key, bytes));
  }

  /** The build alone writes. */
  @Override
  public void keep(UnitKey key, CompiledUnit unit) {}

  /** Whether it holds all of these rules and nothing else. */
  boolean isExactly(SortedMap<String, String> rules) {
    return units.size() == rules.size()
        && rules.entrySet().stream()
            .allMatch(file -> find(UnitKey.of(file.getKey(), file.getValue())).isPresent());
  }
}
