package io.fivewhys.notify;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.fivewhys.settings.Nearest;
import io.fivewhys.settings.Problem;
import io.fivewhys.settings.SettingsRefused;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts of messages, from Mustache templates that come with the program or from files of the same
 * name that take their place. They are handed what {@link TemplateData} lists. A name that is not
 * in there is an error when the template is read, not when an incident has to be told.
 */
public final class Templates {
  private static final String ENDING = ".mustache";
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_FILES = 100;

  /** Longest text that a template may make, in characters. */
  static final int MOST_CHARS = 256 << 10;

  // Texts come escaped already.
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(true);

  private final Map<Kind, Template> templates = new EnumMap<>(Kind.class);

  /** What there are templates for. */
  public enum Kind {
    /** The paragraph below the heading, and what shows where blocks do not. */
    SLACK_SUMMARY(Escape.SLACK),
    PAGERDUTY_SUMMARY(Escape.NONE),
    /**
     * One line. Mail readers that go by subjects as well as by threads begin another conversation
     * where it changes: with the title, when another cause is named.
     */
    MAIL_SUBJECT(Escape.NONE),
    MAIL_TEXT(Escape.NONE),
    MAIL_HTML(Escape.HTML);

    private final Escape escape;

    Kind(Escape escape) {
      this.escape = escape;
    }

    /** {@code slack-summary.mustache}. */
    public String file() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ENDING;
    }
  }

  private Templates() {
    for (Kind kind : Kind.values()) {
      templates.put(kind, COMPILER.compile(shippedText(kind)));
    }
  }

  /** Those that come with the program. */
  public static Templates shipped() {
    return new Templates();
  }

  /**
   * @param directory with files for some kinds or all; others come with the program
   * @throws SettingsRefused naming every file that cannot be used, with its line
   */
  public static Templates of(Path directory) {
    var templates = new Templates();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(directory)) {
      kind(file, problems).ifPresent(it -> templates.replace(it, file, problems));
    }
    if (!problems.isEmpty()) {
      throw new SettingsRefused(problems);
    }
    return templates;
  }

  /** The text, without white space around it. */
  public String render(Kind kind, Brief brief) {
    var text = new Bounded();
    templates.get(kind).execute(TemplateData.of(brief, kind.escape), text);
    return text.toString().strip();
  }

  private void replace(Kind kind, Path file, List<Problem> problems) {
    try {
      Template template = COMPILER.compile(text(file));
      templates.put(kind, template);
      for (Message sample : SampleMessages.all()) {
        render(kind, Brief.of(sample));
      }
    } catch (MustacheException.Context e) {
      problems.add(problem(file, e.lineNo, e.getMessage()));
    } catch (MustacheException | UnsupportedOperationException e) {
      problems.add(problem(file, line(e), e.getMessage()));
    } catch (IOException e) {
      problems.add(problem(file, 0, "it cannot be read: " + e.getMessage()));
    }
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          // Mounted volumes keep their versions in hidden directories.
          .filter(it -> !it.getFileName().toString().startsWith("."))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException e) {
      throw new SettingsRefused(
          List.of(
              new Problem(
                  "templates",
                  directory.toString(),
                  "a directory that cannot be read",
                  "a directory of templates",
                  Optional.empty())));
    }
  }

  private static Optional<Kind> kind(Path file, List<Problem> problems) {
    String name = file.getFileName().toString();
    Optional<Kind> kind =
        Arrays.stream(Kind.values()).filter(it -> it.file().equals(name)).findFirst();
    if (kind.isEmpty()) {
      List<String> names = Arrays.stream(Kind.values()).map(Kind::file).toList();
      problems.add(
          new Problem(
              "templates",
              file.toString(),
              "a file that is no template",
              String.join(", ", names),
              Nearest.to(name, names)));
    }
    return kind;
  }

  private static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than " + MOST_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String shippedText(Kind kind) {
    try (var in = Templates.class.getResourceAsStream("templates/" + kind.file())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own " + kind.file(), e);
    }
  }

  /** The parser puts it behind "@ line". */
  private static int line(RuntimeException e) {
    var found = java.util.regex.Pattern.compile("line (\\d{1,6})").matcher("" + e.getMessage());
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static Problem problem(Path file, int line, String found) {
    String where = line > 0 ? file + ":" + line : file.toString();
    return new Problem(
        "templates",
        where,
        Texts.line("" + found, Texts.SHOWN_CHARS),
        "a Mustache template without partials, with the names that the example of the notifications"
            + " lists",
        Optional.empty());
  }

  /** Sections inside sections grow fast. */
  private static final class Bounded extends Writer {
    private final StringWriter text = new StringWriter();

    @Override
    public void write(char[] chars, int from, int length) throws IOException {
      if (text.getBuffer().length() + length > MOST_CHARS) {
        throw new IOException("it makes more than " + MOST_CHARS + " characters");
      }
      text.write(chars, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
