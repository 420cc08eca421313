package io.fivewhys.http.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.JsonBody;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Bodies of requests about rules; their size was bounded before. */
final class RuleBodies {
  private RuleBodies() {}

  /**
   * All files of a candidate.
   *
   * @param base revision that must be in force; empty: none demanded
   */
  record Candidate(RuleFiles files, Optional<String> base, Optional<String> message) {}

  /** What to go back to. */
  record Back(String revision, Optional<String> message) {}

  static Candidate candidate(Call call) throws IOException {
    return candidate(JsonBody.object(call, Set.of("files", "base", "message")));
  }

  private static Candidate candidate(JsonNode body) {
    JsonNode files = body.path("files");
    if (!files.isObject()) {
      throw JsonBody.malformed("files must be an object: path to text.");
    }
    var contents = new TreeMap<String, String>();
    for (var file : files.properties()) {
      if (!file.getValue().isTextual()) {
        throw JsonBody.malformed("files: every value must be the text of a file.");
      }
      contents.put(file.getKey(), file.getValue().asText());
    }
    return new Candidate(
        new RuleFiles(contents), JsonBody.text(body, "base"), JsonBody.text(body, "message"));
  }

  /** The same, where files may be given as what they change beside those in force. */
  static Candidate candidate(Call call, RulesInForce rules) throws IOException {
    JsonNode body = JsonBody.object(call, Set.of("files", "changes", "base", "message"));
    if (body.has("files") == body.has("changes")) {
      throw JsonBody.malformed(
          "Give either files, all there is to be, or changes, path to text or null beside the files"
              + " in force.");
    }
    return body.has("files")
        ? candidate(body)
        : new Candidate(
            TrialBody.changed(body.get("changes"), rules),
            JsonBody.text(body, "base"),
            JsonBody.text(body, "message"));
  }

  static Back back(Call call) throws IOException {
    JsonNode body = JsonBody.object(call, Set.of("revision", "message"));
    String revision =
        JsonBody.text(body, "revision")
            .orElseThrow(() -> JsonBody.malformed("revision says what to go back to."));
    return new Back(RevisionName.checked(revision), JsonBody.text(body, "message"));
  }
}
