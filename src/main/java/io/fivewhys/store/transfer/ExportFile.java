package io.fivewhys.store.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads what {@link StoreExport} wrote, line by line, and tells whether all of it is there. */
final class ExportFile {
  private static final int MOST_LINE_BYTES = 512 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .addModule(new JavaTimeModule())
          .build();

  private final Path file;

  ExportFile(Path file) {
    this.file = file;
  }

  /** Takes one row of the table of this number; its values begin at 1. */
  interface Row {
    void take(int table, JsonNode values) throws IOException;
  }

  Header header() throws IOException {
    try (InputStream in = open()) {
      return header(line(in));
    } catch (EOFException | ZipException e) {
      throw broken("is cut off or torn", e);
    }
  }

  /**
   * Hands on every row.
   *
   * @throws TransferRefused when the file is cut off, was changed or is none; rows may have been
   *     handed on by then
   */
  void read(Row taker) throws IOException {
    try (InputStream in = open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] line = line(in);
      Header header = header(line);
      long[] counted = new long[header.tables().size()];
      long rows = 0;
      while (true) {
        digest.update(line);
        digest.update((byte) '\n');
        line = line(in);
        if (line.length == 0 || line[0] != '[') {
          break;
        }
        JsonNode row = JSON.readTree(line);
        int table = row.path(0).asInt(-1);
        if (table < 0 || table >= counted.length) {
          throw broken("has a row of no table", null);
        }
        counted[table]++;
        rows++;
        taker.take(table, row);
      }
      long[] announced = header.tables().stream().mapToLong(Header.TableHeader::rows).toArray();
      var expected = new Header.Footer(rows, HexFormat.of().formatHex(digest.digest()));
      if (!expected.equals(footer(line)) || !Arrays.equals(counted, announced) || in.read() != -1) {
        throw broken("is not as it was written: its checksum or its number of rows differs", null);
      }
    } catch (EOFException | ZipException e) {
      throw broken("is cut off or torn", e);
    } catch (JsonProcessingException e) {
      throw broken("cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private InputStream open() throws IOException {
    InputStream in;
    try {
      in = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new TransferRefused("There is no file " + file + ".", e);
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(in, 64 << 10), 64 << 10);
    } catch (ZipException | EOFException e) {
      in.close();
      throw broken("is none that `fivewhys store export` wrote", e);
    }
  }

  private Header header(byte[] line) {
    try {
      JsonNode document = JSON.readTree(line);
      boolean isOurs = Header.CONTENT.equals(document.path("content").asText());
      if (isOurs && document.path("format").asInt() != Header.FORMAT) {
        throw new TransferRefused(
            file + " is of another format than this version reads; export it with this version.");
      }
      if (isOurs) {
        return JSON.treeToValue(document, Header.class);
      }
    } catch (IOException e) {
      throw broken("is none that `fivewhys store export` wrote", e);
    }
    throw broken("is none that `fivewhys store export` wrote", null);
  }

  private Header.Footer footer(byte[] line) throws IOException {
    return line.length == 0 ? null : JSON.readValue(line, Header.Footer.class);
  }

  private TransferRefused broken(String how, Exception cause) {
    return new TransferRefused(file + " " + how + "; nothing was imported.", cause);
  }

  /** Without its end; empty at the end of the file. */
  private byte[] line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != -1; next = in.read()) {
      if (next == '\n') {
        return line.toByteArray();
      }
      line.write(next);
      if (line.size() > MOST_LINE_BYTES) {
        throw broken("has a line that is too long", null);
      }
    }
    throw broken("is cut off", null);
  }
}
