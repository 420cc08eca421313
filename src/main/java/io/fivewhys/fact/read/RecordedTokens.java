package io.fivewhys.fact.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fields of a fact that came before its kind, to be read again once the kind is known. */
final class RecordedTokens extends Tokens {
  private final List<Token> tokens = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private int position = -1;

  RecordedTokens(ReadLimits limits) {
    super(limits);
  }

  /** Takes over the key or value where {@code source} stands, to its end. */
  void record(Tokens source, Problems problems) throws IOException {
    add(source);
    switch (source.current()) {
      case START_OBJECT -> {
        while (source.next() == Token.KEY) {
          problems.enter(source.text());
          add(source);
          source.next();
          record(source, problems);
          problems.leave();
        }
        add(source);
      }
      case START_ARRAY -> {
        for (int i = 0; source.next() != Token.END_ARRAY; i++) {
          problems.enter(i);
          record(source, problems);
          problems.leave();
        }
        add(source);
      }
      case END_OBJECT, END_ARRAY, KEY, STRING, NUMBER, TRUE, FALSE, NULL, END -> {}
    }
  }

  private void add(Tokens source) throws IOException {
    tokens.add(source.current());
    texts.add(
        switch (source.current()) {
          case KEY, STRING, NUMBER -> source.text();
          case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, TRUE, FALSE, NULL, END -> "";
        });
  }

  @Override
  protected Token advance() {
    position++;
    return position < tokens.size() ? tokens.get(position) : Token.END;
  }

  @Override
  protected String rawText() {
    return texts.get(position);
  }
}
