package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looks that are given up, at files that may be others afterwards. */
class GivenUpLooksTest extends FollowedFileTest {
  @Test
  void aLookThatIsGivenUpCountsNothingTwiceAndLosesNothing() throws Exception {
    write("a line that was read before\n");
    read();
    write("line 1\nline 2\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    write("line 3\n");
    assertThat(read()).containsExactly("line 1", "line 2", "line 3");
  }

  @Test
  void aFileThatWasRenamedAfterALookWasGivenUpIsFoundByItsContent() throws Exception {
    write("a line that was read before\n");
    read();
    write("line 1 of the old file\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    rename("access.log.1");
    write("line 1 of the new file\n");
    assertThat(read()).containsExactly("line 1 of the old file", "line 1 of the new file");
    assertThat(read()).isEmpty();
  }

  @Test
  void aLookThatIsGivenUpBeforeAnythingWasReadHarmsNothing() throws Exception {
    write("");
    read();
    write("line 1\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    assertThat(read()).containsExactly("line 1");
  }

  @Test
  void aFileThatVanishedWhileNobodyHeldItIsLostAndSaidToBe() throws Exception {
    write("a line that was read before\n");
    read();
    write("line 1 of the old file\n");
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::read).isInstanceOf(InterruptedException.class);
    Files.delete(path);
    write("line 1 of the new file\n");
    List<String> lines = new ArrayList<>();
    assertThat(progress(lines).truncated()).isTrue();
    assertThat(lines).containsExactly(GAP, "line 1 of the new file");
  }
}
