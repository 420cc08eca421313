package io.fivewhys.http;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.store.DiagnosisPage;
import io.fivewhys.store.RecentDiagnoses;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page of recent diagnoses. */
final class ListDiagnoses {
  private final RecentDiagnoses recent;

  ListDiagnoses(RecentDiagnoses recent) {
    this.recent = recent;
  }

  /** The page as the contract has it. */
  record Page(List<Diagnosis> diagnoses, Optional<String> next) {}

  Reply answer(RoutingContext routing) {
    var query = ListQuery.parse(routing.queryParams());
    DiagnosisPage page =
        query
            .cursor()
            .map(cursor -> recent.list(cursor, query.limit()))
            .orElseGet(() -> recent.list(query.filter(), query.limit()));
    Optional<String> next = page.next().map(Object::toString);
    Reply reply =
        Reply.ok(PostedSnapshot.accepted(routing.request()), new Page(page.diagnoses(), next));
    return next.map(cursor -> reply.with("Link", link(routing, cursor))).orElse(reply);
  }

  private static String link(RoutingContext routing, String cursor) {
    String others =
        routing.queryParams().entries().stream()
            .filter(parameter -> !parameter.getKey().equals("cursor"))
            .map(
                parameter ->
                    encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()) + "&")
            .collect(Collectors.joining());
    return "</api/v1/diagnoses?" + others + "cursor=" + cursor + ">; rel=\"next\"";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
