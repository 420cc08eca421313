package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

/** JSON as in RFC 8259, with none of the parser's indulgences. */
final class JsonTokens extends Tokens {
  /** Parts of the parser's messages that speak of the parser itself. */
  private static final Pattern INTERNALS =
      Pattern.compile(", from `[^`]*`|: enable `.*|\\(not recognized as one .*");

  private static final Pattern PLACE =
      Pattern.compile("\\[Source: .*?; line: ([0-9]+), column: ([0-9]+)]");

  private final JsonParser parser;

  /** The last key that was handed out, to tell whether the parser has gone on to another. */
  private String lastKey;

  private JsonTokens(JsonParser parser, ReadLimits limits) {
    super(limits);
    this.parser = parser;
  }

  /** The limits of the parser, which stop it in the middle of a value. */
  static JsonFactory factory(ReadLimits limits) {
    return JsonFactory.builder()
        // Names come from anybody: no table of them that outlives the document.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .errorReportConfiguration(
            ErrorReportConfiguration.builder().maxErrorTokenLength(Problems.SHOWN_CHARS).build())
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.maxDepth() + 1)
                .maxStringLength(limits.maxStringChars())
                .maxNameLength(limits.maxKeyChars())
                .maxNumberLength(limits.maxNumberChars())
                .build())
        .build();
  }

  static JsonTokens of(JsonFactory factory, Reader source, ReadLimits limits) throws IOException {
    return new JsonTokens(factory.createParser(source), limits);
  }

  @Override
  protected Token advance() throws IOException {
    try {
      Token token = token(parser.nextToken());
      if (token == Token.KEY) {
        lastKey = parser.currentName();
      }
      return token;
    } catch (JsonProcessingException e) {
      throw placed(broken(e));
    }
  }

  @Override
  protected String rawText() throws IOException {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw broken(e);
    }
  }

  private static Token token(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> Token.START_OBJECT;
      case END_OBJECT -> Token.END_OBJECT;
      case START_ARRAY -> Token.START_ARRAY;
      case END_ARRAY -> Token.END_ARRAY;
      case FIELD_NAME -> Token.KEY;
      case VALUE_STRING -> Token.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Token.NUMBER;
      case VALUE_TRUE -> Token.TRUE;
      case VALUE_FALSE -> Token.FALSE;
      case VALUE_NULL -> Token.NULL;
      case null -> Token.END;
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no token of a blocking text parser: " + token);
    };
  }

  /**
   * The parser reads a key together with the start of its value, before anybody has seen the key.
   */
  private Broken placed(Broken broken) {
    JsonStreamContext context = parser.getParsingContext();
    String key = context.getCurrentName();
    boolean isNew = context.inObject() && key != null && key != lastKey;
    return isNew ? broken.in(key) : broken;
  }

  private static Broken broken(JsonProcessingException e) {
    JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
    String placed = PLACE.matcher(e.getOriginalMessage()).replaceAll("line $1, column $2");
    String said = INTERNALS.matcher(placed).replaceAll("").strip();
    return switch (e) {
      case JsonEOFException _ ->
          Broken.at(
              at.getLineNr(),
              at.getColumnNr(),
              "the end in the middle of the document",
              "a complete JSON document");
      case StreamConstraintsException _ ->
          Broken.at(at.getLineNr(), at.getColumnNr(), said, "a smaller value");
      default -> Broken.at(at.getLineNr(), at.getColumnNr(), said, "JSON as in RFC 8259");
    };
  }
}
