package io.fivewhys.revision;

import io.fivewhys.revision.Change.DeleteFile;
import io.fivewhys.revision.Change.PutFile;
import io.fivewhys.revision.Change.ReplaceAll;
import io.fivewhys.revision.Change.Rollback;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Rulebooks that compile in no time, and changes of them. */
final class TinyRules {
  static final CheckReport NO_REPORT = new CheckReport(List.of());

  private static final Map<RuleFiles, Rulebook> COMPILED = new ConcurrentHashMap<>();

  private TinyRules() {}

  /** What {@link Rulebook#of} says; the same rules are compiled once for all tests. */
  static Rulebook compiled(RuleFiles files) {
    Rulebook known = COMPILED.get(files);
    if (known == null) {
      known = Rulebook.of(files);
      COMPILED.put(files, known);
    }
    return known;
  }

  /** A rule that says of a node that is not ready what it is told to say. */
  static String rule(String name, String says) {
    return """
    package rules.evidence.%s;

    import io.fivewhys.fact.*;
    import io.fivewhys.inference.*;

    agenda-group "evidence"

    rule "A node is not ready: %s"
    when
      $n : NodeCondition( notReady )
    then
      insertLogical( Finding.of("node is not ready", $n.node(), Words.of("%s {}", $n.node()), $n) );
    end
    """
        .formatted(name, name, says);
  }

  static String broken(String name) {
    return rule(name, "whatever").replace("NodeCondition", "NodeCondishun");
  }

  /** Path of a rule. */
  static String path(String name) {
    return "evidence/" + name + "/" + name + ".drl";
  }

  /** Files from names and what their rules say, in turn. */
  static RuleFiles files(String... namesAndWords) {
    var contents = new TreeMap<String, String>();
    for (int i = 0; i < namesAndWords.length; i += 2) {
      contents.put(path(namesAndWords[i]), rule(namesAndWords[i], namesAndWords[i + 1]));
    }
    return new RuleFiles(contents);
  }

  static void write(Path directory, RuleFiles files) {
    files.contents().forEach((path, content) -> write(directory.resolve(path), content));
  }

  static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ChangeRequest put(String author, String name, String says) {
    return by(author, new PutFile(path(name), rule(name, says), Optional.empty(), false));
  }

  static ChangeRequest putBroken(String author, String name) {
    return by(author, new PutFile(path(name), broken(name), Optional.empty(), false));
  }

  static ChangeRequest delete(String author, String name) {
    return by(author, new DeleteFile(path(name), Optional.empty()));
  }

  static ChangeRequest replace(String author, RuleFiles files) {
    return by(author, new ReplaceAll(files, Optional.empty()));
  }

  static ChangeRequest rollback(String author, String revision) {
    return by(author, new Rollback(revision));
  }

  static ChangeRequest by(String author, Change change) {
    return new ChangeRequest(change, author, "because", OptionalInt.empty(), false, false);
  }

  static ChangeRequest dry(ChangeRequest request) {
    return new ChangeRequest(
        request.change(),
        request.author(),
        request.message(),
        request.maxChanges(),
        request.strict(),
        true);
  }
}
