package io.fivewhys.fact.read;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * YAML as JSON sees it: keys are text, a plain value is a number, {@code true}, {@code false} or
 * {@code null} only where it is written as in JSON, and text otherwise. Anchors, aliases, tags and
 * a second document are refused. Works on the parser's events because tokens of a higher level no
 * longer tell what was quoted.
 */
final class YamlTokens extends Tokens {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
  private static final String ALLOWED = "YAML as JSON sees it";

  private final ParserImpl events;
  private final Deque<Place> open = new ArrayDeque<>();
  private boolean inDocument;
  private String text = "";

  /** What comes next in an open collection. */
  private enum Place {
    ITEM,
    KEY,
    VALUE
  }

  YamlTokens(Reader source, ReadLimits limits) {
    super(limits);
    var options = new LoaderOptions();
    // Bytes are counted before they come here.
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.events = new ParserImpl(new YamlSource(source, limits.maxStringChars()), options);
  }

  @Override
  protected Token advance() throws IOException {
    while (true) {
      Event event = nextEvent();
      switch (event.getEventId()) {
        case StreamStart, DocumentEnd, Comment -> {}
        case DocumentStart -> refuseSecondDocument(event);
        case StreamEnd -> {
          return Token.END;
        }
        case Scalar -> {
          return scalar((ScalarEvent) event);
        }
        case Alias ->
            throw broken(
                event.getStartMark(), "an alias, *" + ((AliasEvent) event).getAnchor(), ALLOWED);
        case SequenceStart -> {
          return start((CollectionStartEvent) event, Token.START_ARRAY);
        }
        case MappingStart -> {
          return start((CollectionStartEvent) event, Token.START_OBJECT);
        }
        case SequenceEnd -> {
          open.pop();
          return Token.END_ARRAY;
        }
        case MappingEnd -> {
          open.pop();
          return Token.END_OBJECT;
        }
      }
    }
  }

  private void refuseSecondDocument(Event event) throws Broken {
    if (inDocument) {
      throw broken(event.getStartMark(), "a second document", "one snapshot");
    }
    inDocument = true;
  }

  private Event nextEvent() throws IOException {
    try {
      return events.getEvent();
    } catch (MarkedYAMLException e) {
      String said = e.getProblem() == null ? "no YAML" : e.getProblem().replaceFirst("^found ", "");
      throw broken(e.getProblemMark(), Problems.shorten(said), "well-formed YAML");
    } catch (YAMLException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new Broken(
          SnapshotRefused.Code.MALFORMED, "characters that YAML excludes", "well-formed YAML");
    }
  }

  private Token scalar(ScalarEvent event) throws Broken {
    refuseExtras(event, event.getTag());
    text = event.getValue();
    if (open.peek() == Place.KEY) {
      turn();
      return Token.KEY;
    }
    turn();
    return event.isPlain() ? plain(text) : Token.STRING;
  }

  private Token start(CollectionStartEvent event, Token token) throws Broken {
    refuseExtras(event, event.getTag());
    if (open.peek() == Place.KEY) {
      throw broken(event.getStartMark(), "a key that is no text", "text as a key");
    }
    turn();
    open.push(token == Token.START_OBJECT ? Place.KEY : Place.ITEM);
    return token;
  }

  /** In a map, keys and values take turns. */
  private void turn() {
    if (open.peek() == Place.KEY) {
      open.pop();
      open.push(Place.VALUE);
    } else if (open.peek() == Place.VALUE) {
      open.pop();
      open.push(Place.KEY);
    }
  }

  private static void refuseExtras(NodeEvent event, String tag) throws Broken {
    if (event.getAnchor() != null) {
      throw broken(event.getStartMark(), "an anchor, &" + event.getAnchor(), ALLOWED);
    }
    if (tag != null) {
      throw broken(event.getStartMark(), "a tag, " + Problems.shorten(tag), ALLOWED);
    }
  }

  private static Token plain(String written) {
    return switch (written) {
      case "true" -> Token.TRUE;
      case "false" -> Token.FALSE;
      case "null", "~", "" -> Token.NULL;
      default -> NUMBER.matcher(written).matches() ? Token.NUMBER : Token.STRING;
    };
  }

  @Override
  protected String rawText() {
    return text;
  }

  private static Broken broken(Mark mark, String found, String allowed) {
    return mark == null
        ? new Broken(SnapshotRefused.Code.MALFORMED, found, allowed)
        : Broken.at(mark.getLine() + 1, mark.getColumn() + 1, found, allowed);
  }
}
