package io.fivewhys.revision;

import io.fivewhys.revision.RuleSource.Reading;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One look at a directory of rules: {@code .drl} and {@code .yaml} files at any depth, without what
 * begins with a dot ({@code .git}, and the {@code ..data} of a mounted ConfigMap, whose files are
 * also there under their own names).
 *
 * <p>Links are followed as long as they lead to somewhere within the directory, as those of a
 * mounted ConfigMap do. One that leads out is refused: who may only write rules could have any file
 * of the server read, and the text of a line that is no rule is in the report.
 */
final class DirectoryReader {
  /** Of every kind; a loop of links, or the wrong directory, soon has more. */
  private static final int MOST_ENTRIES = 20_000;

  private final Path directory;
  private final boolean withContents;
  private final TreeMap<String, String> contents = new TreeMap<>();
  private final List<RuleProblem> problems = new ArrayList<>();
  private final List<Path> directories = new ArrayList<>();
  private final StringBuilder signature = new StringBuilder();
  private Path root;
  private int entries;
  private long bytes;

  private DirectoryReader(Path directory, boolean withContents) {
    this.directory = directory;
    this.withContents = withContents;
  }

  /** What it holds; broken too when there is no rule in it: unknown is not empty. */
  static Reading read(Path directory) {
    DirectoryReader reader = new DirectoryReader(directory, true);
    reader.walk();
    if (reader.problems.isEmpty() && reader.contents.keySet().stream().noneMatch(isRule())) {
      reader.problems.add(
          RuleProblem.of(
              Stage.CONSISTENCY,
              "",
              "there is no .drl file in " + directory,
              "put the rules back; a directory without any is never taken for a wish to have"
                  + " none"));
    }
    return reader.problems.isEmpty()
        ? new Reading.Complete(new RuleFiles(reader.contents))
        : new Reading.Broken(List.copyOf(reader.problems));
  }

  /**
   * @param signature changes with names, sizes, times and what links lead to
   * @param directories that there are
   */
  record Outline(String signature, List<Path> directories) {}

  /** What can be said without reading a file. */
  static Outline outline(Path directory) {
    DirectoryReader reader = new DirectoryReader(directory, false);
    reader.walk();
    reader.problems.forEach(problem -> reader.signature.append(problem).append('\n'));
    return new Outline(reader.signature.toString(), List.copyOf(reader.directories));
  }

  private static java.util.function.Predicate<String> isRule() {
    return path -> path.endsWith(".drl");
  }

  private void walk() {
    try {
      root = directory.toRealPath();
      signature.append(root).append('\n');
      walk(directory, "", new ArrayDeque<>(List.of(root)));
    } catch (TooMuch _) {
      // Said already.
    } catch (NoSuchFileException | NotDirectoryException gone) {
      problem("", "there is no directory " + directory, "make it, or set rules.directory");
    } catch (IOException e) {
      problem("", "the directory " + directory + " cannot be read: " + e, "see its permissions");
    }
  }

  /**
   * @param prefix of the names within it
   * @param above real paths of this directory and those that lead here
   */
  private void walk(Path place, String prefix, Deque<Path> above) throws IOException, TooMuch {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(place)) {
      for (Path entry : stream) {
        if (++entries > MOST_ENTRIES) {
          problem(
              "",
              "more than " + MOST_ENTRIES + " entries in " + directory,
              "this holds more than rules, or links that lead in circles");
          throw new TooMuch();
        }
        names.add(entry);
      }
    }
    directories.add(place);
    names.sort(null);
    for (Path entry : names) {
      String name = entry.getFileName().toString();
      if (!name.startsWith(".")) {
        entry(entry, prefix + name, above);
      }
    }
  }

  private void entry(Path entry, String path, Deque<Path> above) throws IOException, TooMuch {
    boolean rule = path.endsWith(".drl") || path.endsWith(".yaml");
    try {
      Path real = entry.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (!rule && !attributes.isDirectory()) {
        return;
      }
      if (!real.startsWith(root)) {
        problem(path, "this link leads out of the directory of rules", "put the file itself there");
      } else if (attributes.isRegularFile()) {
        file(real, path, attributes);
      } else if (attributes.isDirectory() && !above.contains(real)) {
        above.push(real);
        walk(entry, path + "/", above);
        above.pop();
      }
    } catch (NoSuchFileException _) {
      if (rule) {
        problem(path, "this is a link to nothing, or went while it was read", "put it back");
      }
    } catch (CharacterCodingException e) {
      problem(path, "this is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      problem(path, "this cannot be read: " + e, "see its permissions");
    }
  }

  private void file(Path real, String path, BasicFileAttributes attributes)
      throws IOException, TooMuch {
    signature
        .append(path)
        .append(' ')
        .append(real)
        .append(' ')
        .append(attributes.size())
        .append(' ')
        .append(attributes.lastModifiedTime())
        .append('\n');
    if (!withContents) {
      return;
    }
    FileBounds.problemOfPath(path).ifPresent(problems::add);
    Optional<String> content = content(real, path);
    if (content.isPresent()) {
      contents.put(path, content.get());
    }
    if (contents.size() > FileBounds.FILES) {
      problems.add(FileBounds.tooMany());
      throw new TooMuch();
    }
    if (bytes > FileBounds.TOTAL_BYTES) {
      problems.add(FileBounds.tooLargeInAll());
      throw new TooMuch();
    }
  }

  private Optional<String> content(Path real, String path) throws IOException {
    try (InputStream in = Files.newInputStream(real)) {
      byte[] read = in.readNBytes(FileBounds.FILE_BYTES + 1);
      bytes += read.length;
      if (read.length > FileBounds.FILE_BYTES) {
        problems.add(FileBounds.tooLarge(path));
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString());
    }
  }

  private void problem(String path, String message, String advice) {
    problems.add(RuleProblem.of(Stage.PARSE, FileBounds.shown(path), message, advice));
  }

  /** Nothing more is looked at. */
  private static final class TooMuch extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
