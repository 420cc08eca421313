package io.fivewhys.cli;

import io.fivewhys.cli.ServiceClient.Answer;
import io.fivewhys.report.Printable;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** A command that asks a running service. */
abstract class ServiceCommand extends RulesSubcommand {
  static final int EXIT_FAILED = 1;
  static final int EXIT_REFUSED = 2;
  static final int EXIT_CONFLICT = 3;

  static final String EXIT_CODES =
      "Exit codes: 0 done; 1 it failed, or the service cannot be reached or lets nobody in; 2 wrong"
          + " input, or the rules are refused; 3 somebody else changed them in between.";
  static final String TOKEN =
      "The admin token is that of FIVEWHYS_ADMIN_TOKEN, else of access.admin-token-file, else the"
          + " one that a service of this machine keeps in data.directory. A token of your own may"
          + " stand in the place of the first two.";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The service. Default: http.host and http.port of the settings.")
  private String url;

  ServiceCommand(Surroundings surroundings) {
    super(surroundings);
  }

  final ServiceClient client(RulesContext context) {
    return client(context, ServiceClient.LONGEST);
  }

  /**
   * @param longest that an answer is waited for
   */
  final ServiceClient client(RulesContext context, Duration longest) {
    return ServiceClient.to(service(context), context.tokens(), longest, surroundings().err());
  }

  private URI service(RulesContext context) {
    if (url == null) {
      return context.service();
    }
    try {
      URI named = URI.create(url.replaceFirst("/+$", ""));
      boolean usable =
          named.getHost() != null
              && named.getUserInfo() == null
              && named.getQuery() == null
              && named.getFragment() == null
              && ("http".equals(named.getScheme()) || "https".equals(named.getScheme()));
      if (usable) {
        return named;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as everything else that is no address.
    }
    throw new Refused("--url must be like http://127.0.0.1:8080, without a name or password.");
  }

  /** The revision in force. */
  final String inForce(ServiceClient client) throws IOException {
    Answer answer = client.get("/api/v1/rules/revisions?limit=1");
    if (!answer.ok()) {
      throw new IOException(words(client, answer));
    }
    return answer.body().at("/revisions/0/id").asText();
  }

  /** The files of a revision, named by its id or the beginning of it. */
  final RuleFiles files(ServiceClient client, String revision) throws IOException {
    Answer answer = client.get("/api/v1/rules/revisions/" + revision + "?files=true");
    if (answer.status() == 404 || answer.status() == 400) {
      throw new Refused(words(client, answer));
    }
    if (!answer.ok()) {
      throw new IOException(words(client, answer));
    }
    var contents = new TreeMap<String, String>();
    answer
        .body()
        .path("files")
        .properties()
        .forEach(file -> contents.put(file.getKey(), file.getValue().asText()));
    return new RuleFiles(contents);
  }

  /** Prints what became of a change, and says how the command ends. */
  final int outcome(ServiceClient client, Answer answer) {
    var out = surroundings().out();
    var err = surroundings().err();
    if (answer.ok()) {
      out.println(
          "%s: revision %s. %s"
              .formatted(
                  Printable.line(answer.text("status")),
                  shortened(answer.text("revision")),
                  Printable.line(answer.text("detail"))));
      answer.body().at("/checks/steps").forEach(step -> out.println(line(step)));
      return 0;
    }
    answer.body().path("problems").forEach(problem -> err.println(ProblemText.of(problem)));
    err.println(words(client, answer));
    return failed(answer);
  }

  /** How a command ends whose wish was not granted. */
  static int failed(Answer answer) {
    return switch (answer.status()) {
      case 400, 404, 413, 415, 422 -> EXIT_REFUSED;
      case 412, 428 -> EXIT_CONFLICT;
      default -> EXIT_FAILED;
    };
  }

  /** What a refusal says, in words for a terminal. */
  private static String words(ServiceClient client, Answer answer) {
    var words = new StringBuilder(said(answer));
    var by = answer.body().path("changedBy");
    if (by.isObject()) {
      words.append(
          "%n  revision %s, number %d, of %s at %s%s"
              .formatted(
                  shortened(by.path("id").asText()),
                  by.path("number").asLong(),
                  who(by.path("author").asText()),
                  Printable.line(by.path("activatedAt").asText()),
                  because(by.path("message").asText())));
    }
    return words.append(withoutToken(client, answer)).toString();
  }

  static String said(Answer answer) {
    String title = Printable.line(answer.text("title"));
    return (title.isEmpty() ? "It answers " + answer.status() : title)
        + ": "
        + Printable.line(answer.text("detail"));
  }

  /** Where a token is looked for, when one was missed; on a line of its own. */
  static String withoutToken(ServiceClient client, Answer answer) {
    if (answer.status() != 401) {
      return "";
    }
    return client.hasToken()
        ? "\n  The token that was sent is not known there. " + TOKEN
        : "\n  No token was found here. " + TOKEN;
  }

  static String who(String author) {
    String shown = Printable.line(author);
    return shown.isEmpty() ? "nobody named" : shown;
  }

  private static String because(String message) {
    String shown = Printable.line(message);
    return shown.isEmpty() ? "" : ": " + shown;
  }

  static String shortened(String revision) {
    String shown = Printable.line(revision);
    return shown.length() > 12 ? shown.substring(0, 12) : shown;
  }

  private static String line(com.fasterxml.jackson.databind.JsonNode step) {
    return "  %-11s %-7s %s"
        .formatted(
            Printable.line(step.path("stage").asText()),
            Printable.line(step.path("status").asText()),
            Printable.line(step.path("summary").asText()));
  }

  /** Who changes the rules, as far as this machine knows. */
  final Map<String, String> withAuthor(Map<String, String> query) {
    var all = new TreeMap<>(query);
    Optional.ofNullable(surroundings().environment().get("USER"))
        .filter(name -> !name.isBlank())
        .ifPresent(name -> all.put("author", name));
    return all;
  }
}
