package io.fivewhys.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReportTest {
  /** Set {@code -DwriteGolden=true} to write the files anew, then read every difference. */
  private static void assertGolden(String name, String report) throws IOException {
    var file = Path.of("src/test/resources/report", name);
    if (Boolean.getBoolean("writeGolden")) {
      Files.writeString(file, report);
    }
    assertThat(report).isEqualTo(Files.readString(file));
  }

  private static TextReport plain(int width, boolean explain) {
    return new TextReport(width, Palette.PLAIN, explain);
  }

  @Test
  void aDiagnosisBeginsWithItsVerdictThenWhyThenWhatToDo() throws IOException {
    assertGolden("diagnosed.txt", plain(100, false).of(Samples.diagnosed()));
  }

  @Test
  void aNarrowTerminalGetsShorterLinesAndWholeCommands() throws IOException {
    String report = plain(60, false).of(Samples.diagnosed());
    assertGolden("diagnosed-60.txt", report);
    assertThat(report.lines().filter(line -> !line.contains("kubectl")))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void theExplanationCanBeAddedUpByHand() throws IOException {
    assertGolden("explained.txt", plain(100, true).of(Samples.diagnosed()));
  }

  @Test
  void healthyIsSaidInThreeLines() throws IOException {
    assertGolden("healthy.txt", plain(100, false).of(Samples.healthy()));
  }

  @Test
  void inconclusiveSaysWhatIsMissingAndWhomToCallNow() throws IOException {
    assertGolden("inconclusive.txt", plain(100, true).of(Samples.inconclusive()));
  }

  @Test
  void markdownIsForAChatOrATicket() throws IOException {
    assertGolden("diagnosed.md", MarkdownReport.of(Samples.diagnosed()));
    assertGolden("inconclusive.md", MarkdownReport.of(Samples.inconclusive()));
  }

  @Test
  void coloursAddNothingButColour() {
    String coloured = new TextReport(100, Palette.ANSI, true).of(Samples.diagnosed());

    assertThat(coloured).contains("\u001B[1;31mDIAGNOSED\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(plain(100, true).of(Samples.diagnosed()));
  }

  @Test
  void noTextOfASnapshotSteersATerminal() throws IOException {
    String report = plain(100, true).of(Samples.hostile());

    assertThat(report.codePoints())
        .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202E));
    assertGolden("hostile.txt", report);
  }

  @Test
  void noTextOfASnapshotBecomesMarkup() throws IOException {
    String report = MarkdownReport.of(Samples.hostile());

    assertThat(report).doesNotContain("<script>", "[click](", "@all", "\n# head");
    // The command holds a fence of three, so the block around it has four.
    assertThat(report).contains("````sh\n");
    assertGolden("hostile.md", report);
  }

  @Test
  void theLinesOfTheSumAddUpAsTheyArePrinted() {
    var sample = Samples.diagnosed().causes().getFirst();
    String report = plain(100, true).of(Samples.diagnosed());

    var printed =
        Arrays.stream(report.split("\n"))
            .dropWhile(line -> !line.contains("prior: how often"))
            .takeWhile(line -> !line.contains("─"))
            .filter(line -> line.matches(" +[+-]\\d+\\.\\d+ .*"))
            .mapToDouble(line -> Double.parseDouble(line.strip().split(" ")[0]))
            .sum();
    assertThat(printed).isCloseTo(sample.score(), offset(1e-9));
    assertThat(1 / (1 + Math.pow(10, -sample.score() / 10)))
        .isCloseTo(sample.confidence(), offset(5e-4));
  }
}
