package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.cli.ServiceClient.Answer;
import io.fivewhys.report.Printable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A command that asks a running service about its policy. */
abstract class PolicySubcommand extends ServiceCommand {
  static final String PATH = "/api/v1/mitigation/policy";
  static final String EXIT_CODES =
      "Exit codes: 0 done; 1 it failed, or the service cannot be reached or lets nobody in; 2 wrong"
          + " input, or the policy is refused; 3 somebody else changed it in between.";

  PolicySubcommand(Surroundings surroundings) {
    super(surroundings);
  }

  /**
   * @throws Refused when there is no such file, or it is no text
   */
  static String text(Surroundings surroundings, String file) throws IOException {
    try {
      Path path = surroundings.directory().resolve(file);
      return Files.readString(path);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new Refused("There is no file " + file + ".");
    } catch (CharacterCodingException e) {
      throw new Refused(file + " is not UTF-8.");
    }
  }

  /** Prints what became of a change, and says how the command ends. */
  final int changed(ServiceClient client, Answer answer, String file) {
    if (!answer.ok()) {
      return refused(client, answer, file);
    }
    JsonNode info = answer.body().path("info");
    surroundings()
        .out()
        .println(
            answer.body().path("changed").asBoolean()
                ? "in force: policy " + info.path("version").asLong()
                : "unchanged: policy %d says the same".formatted(info.path("version").asLong()));
    return 0;
  }

  /** Prints why something is not done, and says how the command ends. */
  final int refused(ServiceClient client, Answer answer, String file) {
    var err = surroundings().err();
    answer.body().path("problems").forEach(it -> err.println(line(it, file)));
    err.println(said(answer) + withoutToken(client, answer));
    JsonNode by = answer.body().path("changedBy");
    if (by.isObject()) {
      err.println("  " + line(by));
    }
    return failed(answer);
  }

  private static String line(JsonNode problem, String file) {
    // Problems of the request itself have a pointer instead.
    if (problem.has("pointer")) {
      return ProblemText.of(problem);
    }
    String line = problem.has("line") ? ":" + problem.path("line").asInt() : "";
    String place = "%s (%s%s)".formatted(Printable.line(problem.path("key").asText()), file, line);
    return ProblemText.at(place, problem);
  }

  /** A version in a line. */
  static String line(JsonNode version) {
    return "%5d  %s  %s  %-4s  %s  %s"
        .formatted(
            version.path("version").asLong(),
            shortened(version.path("sha256").asText()),
            Printable.line(version.path("at").asText()),
            Printable.line(version.path("origin").asText()),
            who(version.path("actor").asText()),
            Printable.line(version.path("reason").asText()))
        .stripTrailing();
  }
}
