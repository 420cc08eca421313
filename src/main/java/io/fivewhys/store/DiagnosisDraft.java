package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A diagnosis that is about to be kept, with its id: all that takes time is done before a
 * transaction begins, and one that is done again writes the same.
 */
public final class DiagnosisDraft {
  private final Diagnosis diagnosis;
  private final Origin origin;
  private final boolean passing;
  private final Optional<String> incident;
  private final byte[] document;
  private final Supplier<PackedSnapshot> snapshot;

  private DiagnosisDraft(
      Diagnosis diagnosis,
      Origin origin,
      boolean passing,
      Optional<String> incident,
      byte[] document,
      Supplier<PackedSnapshot> snapshot) {
    this.diagnosis = diagnosis;
    this.origin = origin;
    this.passing = passing;
    this.incident = incident;
    this.document = document;
    this.snapshot = snapshot;
  }

  static DiagnosisDraft of(
      Diagnosis diagnosis, Origin origin, boolean passing, Supplier<PackedSnapshot> pack) {
    var snapshot = new Once(pack);
    if (!passing) {
      snapshot.get();
    }
    byte[] document = Compressed.of(DiagnosisJson.json(diagnosis));
    return new DiagnosisDraft(diagnosis, origin, passing, Optional.empty(), document, snapshot);
  }

  /** The same, as what an incident rests on: it and its snapshot are kept as long as that is. */
  public DiagnosisDraft of(String incidentId) {
    return new DiagnosisDraft(
        diagnosis, origin, false, Optional.of(incidentId), document, snapshot);
  }

  /** With the id under which it will be found. */
  public Diagnosis diagnosis() {
    return diagnosis;
  }

  Origin origin() {
    return origin;
  }

  /** Says nothing new, and is kept for an hour without its snapshot. */
  public boolean isPassing() {
    return passing;
  }

  Optional<String> incident() {
    return incident;
  }

  byte[] document() {
    return document;
  }

  PackedSnapshot snapshot() {
    return snapshot.get();
  }

  /** Packs when it is first asked for. */
  private static final class Once implements Supplier<PackedSnapshot> {
    private final Supplier<PackedSnapshot> pack;
    private PackedSnapshot packed;

    Once(Supplier<PackedSnapshot> pack) {
      this.pack = pack;
    }

    @Override
    public synchronized PackedSnapshot get() {
      if (packed == null) {
        packed = pack.get();
      }
      return packed;
    }
  }
}
