package io.fivewhys.http.call;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.inference.Category;
import io.fivewhys.store.DiagnosisFilter;
import io.fivewhys.store.PageCursor;
import io.vertx.core.MultiMap;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a client wants listed.
 *
 * @param limit 1 to 100
 */
public record ListQuery(DiagnosisFilter filter, int limit, Optional<PageCursor> cursor) {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST = 100;
  private static final List<String> NAMES =
      List.of("gateway", "namespace", "verdict", "category", "since", "until", "limit", "cursor");

  /**
   * @throws Refusal with every parameter that is unknown, doubled or out of range
   */
  public static ListQuery parse(MultiMap query) {
    return new Parsing(query).result();
  }

  /** Collects what is wrong while it reads, so that a client hears of all of it at once. */
  private static final class Parsing {
    private final MultiMap query;
    private final List<SnapshotRefused.Problem> problems = new ArrayList<>();

    Parsing(MultiMap query) {
      this.query = query;
    }

    ListQuery result() {
      for (String name : new TreeSet<>(query.names())) {
        if (!NAMES.contains(name)) {
          problem(name, name, "one of " + String.join(", ", NAMES));
        } else if (query.getAll(name).size() > 1) {
          problem(name, query.getAll(name).size() + " values", "one value");
        }
      }
      var filter =
          new DiagnosisFilter(
              Optional.ofNullable(query.get("gateway")),
              Optional.ofNullable(query.get("namespace")),
              read("verdict", oneOf(Diagnosis.Verdict.values()), words(Diagnosis.Verdict.values())),
              read("category", oneOf(Category.values()), words(Category.values())),
              read("since", text -> OffsetDateTime.parse(text).toInstant(), "an RFC 3339 time"),
              read("until", text -> OffsetDateTime.parse(text).toInstant(), "an RFC 3339 time"));
      int limit = read("limit", Parsing::limit, "1 to " + MOST).orElse(DEFAULT_LIMIT);
      var cursor =
          read(
              "cursor",
              text -> PageCursor.parse(text, filter),
              "the next of a page with the same filters");
      if (!problems.isEmpty()) {
        var detail = "The query cannot be understood.";
        throw Problem.of(400, "bad-parameter", detail, problems).refusal();
      }
      return new ListQuery(filter, limit, cursor);
    }

    private <T> Optional<T> read(String name, Function<String, T> reading, String allowed) {
      String text = query.get(name);
      if (text == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(reading.apply(text));
      } catch (IllegalArgumentException | java.time.DateTimeException _) {
        problem(name, text, allowed);
        return Optional.empty();
      }
    }

    private static int limit(String text) {
      int limit = Integer.parseInt(text);
      if (limit < 1 || limit > MOST) {
        throw new IllegalArgumentException(text);
      }
      return limit;
    }

    private static <E extends Enum<E>> Function<String, E> oneOf(E[] values) {
      return text ->
          Arrays.stream(values)
              .filter(value -> value.toString().equals(text))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String words(Enum<?>[] values) {
      return String.join(", ", Arrays.stream(values).map(Enum::toString).toList());
    }

    private void problem(String name, String found, String allowed) {
      if (problems.size() < SnapshotRefused.MOST_PROBLEMS) {
        String pointer = "/query/" + name.replace("~", "~0").replace("/", "~1");
        problems.add(new SnapshotRefused.Problem(pointer, cut(found), allowed, Optional.empty()));
      }
    }

    private static String cut(String text) {
      return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
  }
}
