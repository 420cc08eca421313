package io.fivewhys.http.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.http.call.Call;
import io.fivewhys.http.call.JsonBody;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.revision.FileBounds;
import io.fivewhys.revision.RulesInForce;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A candidate that is to be tried: files in place of those in force or beside them, or a revision
 * that is kept.
 *
 * @param duration how long; only for a shadow
 */
record TrialBody(RuleFiles files, Optional<Duration> duration) {

  /**
   * @throws Refusal when it is not understood, names an unknown revision, or the files cannot be
   *     those of a rulebook
   */
  static TrialBody of(Call call, RulesInForce rules, boolean withDuration) throws IOException {
    JsonNode body =
        JsonBody.object(
            call,
            withDuration ? Set.of("files", "revision", "duration") : Set.of("files", "revision"));
    RuleFiles files =
        files(body, rules)
            .orElseThrow(
                () ->
                    JsonBody.malformed("Give either files, path to text or null, or a revision."));
    return new TrialBody(files, JsonBody.text(body, "duration").map(TrialBody::duration));
  }

  /**
   * Empty when neither files nor a revision is given.
   *
   * @throws Refusal as {@link #of}
   */
  static Optional<RuleFiles> files(JsonNode body, RulesInForce rules) {
    boolean hasFiles = body.has("files");
    if (!hasFiles && !body.has("revision")) {
      return Optional.empty();
    }
    if (hasFiles && body.has("revision")) {
      throw JsonBody.malformed("Give either files, path to text or null, or a revision.");
    }
    RuleFiles files = hasFiles ? changed(body.get("files"), rules) : revision(body, rules);
    return Optional.of(bounded(files));
  }

  /**
   * @throws Refusal when the files cannot be those of a rulebook
   */
  static RuleFiles bounded(RuleFiles files) {
    List<RuleProblem> problems = FileBounds.problemsOf(files);
    if (!problems.isEmpty()) {
      throw refused(new RulebookRefused(problems));
    }
    return files;
  }

  static Refusal refused(RulebookRefused refused) {
    var document = RuleDocuments.RefusedTrial.of(refused.problems());
    return new Refusal(document.detail(), Reply.problem(document.status(), document));
  }

  /** Those in force with some in place of theirs. */
  static RuleFiles changed(JsonNode files, RulesInForce rules) {
    if (!files.isObject()) {
      throw JsonBody.malformed(
          "files and changes must be an object: path to text, or null to leave out.");
    }
    var contents = new TreeMap<>(rules.rulebook().files().contents());
    for (var file : files.properties()) {
      if (file.getValue().isNull()) {
        contents.remove(file.getKey());
      } else if (file.getValue().isTextual()) {
        contents.put(file.getKey(), file.getValue().asText());
      } else {
        throw JsonBody.malformed(
            "files and changes: every value must be the text of a file, or null.");
      }
    }
    return new RuleFiles(contents);
  }

  private static RuleFiles revision(JsonNode body, RulesInForce rules) {
    String named =
        JsonBody.text(body, "revision")
            .orElseThrow(() -> JsonBody.malformed("revision names one that is kept."));
    return rules
        .find(RevisionName.checked(named))
        .flatMap(found -> rules.files(found.id()))
        .orElseThrow(RevisionName::unknown);
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeException notOne) {
      // Told below, as one that is not positive.
    }
    throw JsonBody.malformed("duration must be ISO 8601 and more than zero, such as PT24H.");
  }
}
