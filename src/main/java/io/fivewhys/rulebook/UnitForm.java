package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A compiled unit as bytes: SHA-256 of the rest, then key, path, names of models, and each class's
 * path, length and bytes. Whatever is not whole, or made for another key, is nothing.
 */
final class UnitForm {
  private UnitForm() {}

  static byte[] write(UnitKey key, CompiledUnit unit) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeUTF(key.hex());
      out.writeUTF(unit.path());
      out.writeBoolean(unit.woven());
      out.writeInt(unit.models().size());
      for (String model : unit.models()) {
        out.writeUTF(model);
      }
      out.writeInt(unit.classes().size());
      for (var entry : unit.classes().entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
      ByteArrayOutputStream whole =
          new ByteArrayOutputStream(Fingerprint.LENGTH_BYTES + body.size());
      whole.writeBytes(new Fingerprint().add(body.toByteArray()).bytes());
      body.writeTo(whole);
      return whole.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
  }

  /** Empty when damaged or made for another key. */
  static Optional<CompiledUnit> read(UnitKey key, byte[] bytes) {
    if (bytes.length < Fingerprint.LENGTH_BYTES) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(bytes, Fingerprint.LENGTH_BYTES, bytes.length);
    byte[] sum = Arrays.copyOf(bytes, Fingerprint.LENGTH_BYTES);
    if (!Arrays.equals(sum, new Fingerprint().add(body).bytes())) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      if (!in.readUTF().equals(key.hex())) {
        return Optional.empty();
      }
      String path = in.readUTF();
      boolean woven = in.readBoolean();
      List<String> models = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        models.add(in.readUTF());
      }
      TreeMap<String, byte[]> classes = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        int length = in.readInt();
        byte[] content = in.readNBytes(length);
        if (content.length != length) {
          return Optional.empty();
        }
        classes.put(name, content);
      }
      return Optional.of(new CompiledUnit(path, classes, models, woven));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
