package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class FormattingTest {
  @Test
  void everySourceIsFormatted() throws IOException {
    var unformatted = new ArrayList<String>();
    for (var source : Formatting.sources(Path.of(""))) {
      String text = Files.readString(source);
      try {
        if (!Formatting.formatted(text).equals(text)) {
          unformatted.add(source.toString());
        }
      } catch (FormatterException e) {
        unformatted.add(source + ": " + e.getMessage());
      }
    }
    assertThat(unformatted).as("run `mvn -Pformat` to format these").isEmpty();
  }
}
