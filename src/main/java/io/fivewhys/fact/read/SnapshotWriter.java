package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes snapshots as JSON that {@link SnapshotReader} reads back to an equal snapshot: kind first,
 * then the fields in the order of the record, what is absent left out. The same snapshot gives the
 * same bytes. Safe for use by several threads.
 */
public final class SnapshotWriter {
  private final JsonFactory json =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /**
   * Writes UTF-8 on one line; the stream stays open.
   *
   * @throws IOException when the stream cannot be written
   */
  public void write(Snapshot snapshot, OutputStream out) throws IOException {
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeStringField("gateway", snapshot.gateway());
      generator.writeStringField("namespace", snapshot.namespace());
      generator.writeFieldName("observedAt");
      Scalars.INSTANT.write(snapshot.observedAt(), generator);
      generator.writeFieldName("window");
      Scalars.DURATION.write(snapshot.window(), generator);
      generator.writeArrayFieldStart("facts");
      for (Fact fact : snapshot.facts()) {
        write(fact, generator);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
  }

  /** The same as bytes. */
  public byte[] toBytes(Snapshot snapshot) {
    var out = new ByteArrayOutputStream();
    try {
      write(snapshot, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return out.toByteArray();
  }

  private static void write(Fact fact, JsonGenerator out) throws IOException {
    FactKind kind = FactKind.of(fact);
    out.writeStartObject();
    out.writeStringField("kind", kind.name());
    for (FactKind.Field field : kind.fields()) {
      Object value = field.of(fact);
      boolean isAbsent = field.form().absent().filter(value::equals).isPresent();
      if (!isAbsent) {
        out.writeFieldName(field.name());
        field.form().write(value, out);
      }
    }
    out.writeEndObject();
  }
}
