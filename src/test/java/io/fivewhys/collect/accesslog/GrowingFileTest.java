package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines, of any length, and never too much of them. */
class GrowingFileTest extends FollowedFileTest {
  @Test
  void eachLineIsReadOnce() throws Exception {
    write("the first line\nthe second line\n");
    assertThat(read()).containsExactly("the first line", "the second line");
    assertThat(read()).isEmpty();
    write("the third line\r\n");
    assertThat(read()).containsExactly("the third line");
  }

  @Test
  void aLineThatIsNotCompleteYetIsReadWhenItIs() throws Exception {
    write("one\ntw");
    assertThat(read()).containsExactly("one");
    write("o");
    assertThat(read()).isEmpty();
    write("\nthree\n");
    assertThat(read()).containsExactly("two", "three");
  }

  @Test
  void ofALogThatGrowsFasterThanItMayBeReadTheLatestIsRead() throws Exception {
    write("the first line\n");
    read();
    var text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("line ").append(i).append(" of very many\n");
    }
    write(text.toString());
    List<String> lines = new ArrayList<>();
    Progress progress = progress(lines);
    assertThat(progress.skippedBytes()).isEqualTo(text.length() - MOST_BYTES);
    assertThat(lines.getFirst()).isEqualTo(GAP);
    assertThat(lines.get(1)).matches("line \\d+ of very many");
    assertThat(lines.getLast()).isEqualTo("line 99999 of very many");
    assertThat(String.join("\n", lines).length()).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(read()).isEmpty();
  }

  @Test
  void atFirstOnlyTheEndOfALargeLogIsReadAndNoHalfLine() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append("line ").append(i).append(" of very many\n");
    }
    write(text.toString());
    List<String> lines = new ArrayList<>();
    Progress progress = progress(lines);
    assertThat(progress.skippedBytes()).as("what is of no interest is not missing").isZero();
    assertThat(lines).doesNotContain(GAP).allMatch(line -> line.matches("line \\d+ of very many"));
    assertThat(lines.getLast()).isEqualTo("line 199999 of very many");
    assertThat(lines.size()).isBetween(1_000, 100_000);
  }

  @Test
  void aLineOfAnyLengthIsEndedByItsEnd() throws Exception {
    write("before\n" + "x".repeat(600_000) + "\nbetween\n" + "y".repeat(300_000));
    assertThat(read()).containsExactly("before", "between");
    write("y\nafter\n" + "z".repeat(65_000) + "\n");
    List<String> lines = read();
    assertThat(lines.getFirst()).isEqualTo("after");
    assertThat(lines.get(1)).hasSize(65_000);
  }

  @Test
  void bytesThatAreNoTextAreReadAsFarAsTheyAre() throws Exception {
    byte[] garbage = new byte[50_000];
    new java.util.Random(7).nextBytes(garbage);
    Files.write(path, garbage);
    write("\n\u00e4 line\n");
    Files.write(path, new byte[] {'a', (byte) 0xe4, '\n'}, StandardOpenOption.APPEND);
    assertThat(read()).endsWith("\u00e4 line", "a\ufffd");
  }
}
