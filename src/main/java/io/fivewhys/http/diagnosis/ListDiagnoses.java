package io.fivewhys.http.diagnosis;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.ListQuery;
import io.fivewhys.http.call.Reply;
import io.fivewhys.store.DiagnosisPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page of diagnoses. */
final class ListDiagnoses {
  private final DiagnosisHistory history;

  ListDiagnoses(DiagnosisHistory history) {
    this.history = history;
  }

  /** The page as the contract has it. */
  record Page(List<Diagnosis> diagnoses, Optional<String> next) {}

  Reply answer(Call call) {
    var query = ListQuery.parse(call.query());
    DiagnosisPage page =
        query
            .cursor()
            .map(cursor -> history.list(cursor, query.limit()))
            .orElseGet(() -> history.list(query.filter(), query.limit()));
    Optional<String> next = page.next().map(Object::toString);
    Reply reply = Reply.ok(call.accepted(), new Page(page.diagnoses(), next));
    return next.map(cursor -> reply.with("Link", link(call, cursor))).orElse(reply);
  }

  private static String link(Call call, String cursor) {
    String others =
        call.query().entries().stream()
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
