package io.fivewhys.fact.read;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.util.Optional;

/** Reads one fact. Its kind may stand anywhere; what comes before it is kept until then. */
final class FactReading {
  private static final String KIND = "kind";

  /** Stands for a field that was there and refused. */
  private static final Object REFUSED = new Object();

  private final Reading in;
  private final RecordedTokens early;
  private Optional<FactKind> kind = Optional.empty();
  private boolean kindSeen;
  private int fieldCount;
  private Object[] values = {};

  private FactReading(Reading in) {
    this.in = in;
    this.early = new RecordedTokens(in.limits());
  }

  /** The fact, or empty when something about it was refused. */
  static Optional<Fact> read(Reading in) throws IOException {
    if (in.tokens().current() != Token.START_OBJECT) {
      in.refuse("a fact, an object with its kind");
      return Optional.empty();
    }
    return new FactReading(in).read();
  }

  private Optional<Fact> read() throws IOException {
    while (in.tokens().next() == Token.KEY) {
      Reading.limitEntries(fieldCount++, in.limits().maxMapEntries());
      String name = in.tokens().text();
      if (name.equals(KIND)) {
        in.problems().enter(KIND);
        in.tokens().next();
        readKind();
        in.problems().leave();
        readEarly();
      } else if (kindSeen) {
        readField(name, in);
      } else {
        in.problems().enter(name);
        early.record(in.tokens(), in.problems());
        in.tokens().next();
        early.record(in.tokens(), in.problems());
        in.problems().leave();
      }
    }
    if (!kindSeen) {
      in.problems().add("no kind", "kind, " + allowedKinds());
    }
    return kind.flatMap(this::complete);
  }

  private void readKind() throws IOException {
    if (kindSeen) {
      in.refuseDuplicate();
      return;
    }
    kindSeen = true;
    if (in.tokens().current() != Token.STRING) {
      in.refuse(allowedKinds());
      return;
    }
    String name = in.tokens().text();
    kind = FactKind.named(name);
    if (kind.isEmpty()) {
      in.refuse(allowedKinds(), Nearest.to(name, FactKind.names()));
    } else {
      values = new Object[kind.get().fields().size()];
    }
  }

  private static String allowedKinds() {
    return "one of " + String.join(", ", FactKind.names());
  }

  private void readEarly() throws IOException {
    var again = new Reading(early, in.limits(), in.problems());
    while (early.next() == Token.KEY) {
      readField(early.text(), again);
    }
  }

  private void readField(String name, Reading from) throws IOException {
    from.problems().enter(name);
    from.tokens().next();
    if (kind.isEmpty()) {
      // Of an unknown kind nothing can be said but that it is JSON.
      from.skip();
    } else {
      Optional<FactKind.Field> field = kind.get().field(name);
      if (field.isPresent()) {
        readKnown(field.get(), from);
      } else {
        refuseUnknown(name, kind.get(), from);
      }
    }
    from.problems().leave();
  }

  private void readKnown(FactKind.Field field, Reading from) throws IOException {
    if (values[field.index()] != null) {
      from.refuseDuplicate();
      return;
    }
    Object value = field.form().read(from);
    values[field.index()] = value == null ? REFUSED : value;
  }

  private void refuseUnknown(String name, FactKind of, Reading from) throws IOException {
    Optional<String> meant = Nearest.to(name, of.fieldNames());
    from.problems()
        .add(
            "an unknown field",
            "a field of " + of.name() + ": " + String.join(", ", of.fieldNames()),
            meant);
    from.skip();
    // Whoever misspelt a required field is not told besides that it is missing.
    meant
        .flatMap(of::field)
        .filter(field -> values[field.index()] == null && field.form().absent().isEmpty())
        .ifPresent(field -> values[field.index()] = REFUSED);
  }

  private Optional<Fact> complete(FactKind of) {
    boolean fine = true;
    for (FactKind.Field field : of.fields()) {
      if (values[field.index()] == null) {
        values[field.index()] = field.form().absent().orElse(REFUSED);
        if (values[field.index()] == REFUSED) {
          in.problems().add("no " + field.name(), field.name() + ", which " + of.name() + " needs");
        }
      }
      fine &= values[field.index()] != REFUSED;
    }
    // After a problem nothing comes of the snapshot, so that facts need not pile up.
    return fine && in.problems().isEmpty() ? Optional.of(of.make(values)) : Optional.empty();
  }
}
