package io.fivewhys.http;

import io.fivewhys.store.Keyset;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** What lists in pages have in common: a limit, a cursor, and a link to the next page. */
final class Paging {
  static final int USUAL = 20;
  static final int MOST = 100;

  private Paging() {}

  static int limit(QueryReading query) {
    return query.number("limit", 1, MOST, USUAL);
  }

  /**
   * @param list what the cursor must be one of
   */
  static Optional<Keyset> cursor(QueryReading query, String list) {
    return query.value(
        "cursor", "the next of a page with the same filters", text -> parsed(text, list));
  }

  private static Optional<Keyset> parsed(String text, String list) {
    try {
      return Optional.of(Keyset.parse(text, list));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** The same with the header Link, where there is a next page. */
  static Reply linked(Reply reply, Call call, Optional<String> next) {
    return next.map(cursor -> reply.with("Link", link(call, cursor))).orElse(reply);
  }

  private static String link(Call call, String cursor) {
    String others =
        call.query().entries().stream()
            .filter(it -> !it.getKey().equals("cursor"))
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()) + "&")
            .collect(Collectors.joining());
    return "<" + call.path() + "?" + others + "cursor=" + cursor + ">; rel=\"next\"";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
