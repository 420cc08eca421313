package io.fivewhys.http.call;

import io.fivewhys.store.Keyset;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What lists in pages have in common: a limit, a cursor, and a link to the next page. */
public final class Paging {
  static final int USUAL = 20;
  static final int MOST = 100;

  private Paging() {}

  /** How many entries a page has: 1 to {@link #MOST}, {@link #USUAL} unless told. */
  public static int limit(QueryReading query) {
    return query.number("limit", 1, MOST, USUAL);
  }

  /**
   * The limit of a list that has no pages, and takes nothing else.
   *
   * @throws Refusal when the query is anything else
   */
  public static int limit(Call call, int usual, int most) {
    if (call.query().isEmpty()) {
      return usual;
    }
    String text = call.query().get("limit");
    boolean fits = call.query().size() == 1 && text != null && text.matches("[1-9]\\d{0,6}");
    if (!fits || Integer.parseInt(text) > most) {
      var detail = "This takes one query parameter: limit, 1 to " + most + ".";
      throw Problem.of(400, "bad-parameter", detail).refusal();
    }
    return Integer.parseInt(text);
  }

  /**
   * @param list what the cursor must be one of
   */
  public static Optional<Keyset> cursor(QueryReading query, String list) {
    return query.value(
        "cursor", "the next of a page with the same filters", text -> parsed(text, list));
  }

  /**
   * The key after which the page begins.
   *
   * @param key what the text of the cursor means; empty for what no key is
   */
  public static <K> Optional<K> after(
      QueryReading query, String list, Function<String, Optional<K>> key) {
    return query.value(
        "cursor",
        "the next of a page with the same filters",
        text -> parsed(text, list).map(Keyset::after).flatMap(key));
  }

  private static Optional<Keyset> parsed(String text, String list) {
    try {
      return Optional.of(Keyset.parse(text, list));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /** The same with the header Link, where there is a next page. */
  public static Reply linked(Reply reply, Call call, Optional<String> next) {
    return next.map(cursor -> reply.with("Link", link(call, "cursor", cursor))).orElse(reply);
  }

  /** The same request with another value of one parameter, as the next page. */
  public static String link(Call call, String parameter, String value) {
    String others =
        call.query().entries().stream()
            .filter(it -> !it.getKey().equals(parameter))
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()) + "&")
            .collect(Collectors.joining());
    return "<" + call.path() + "?" + others + parameter + "=" + value + ">; rel=\"next\"";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
