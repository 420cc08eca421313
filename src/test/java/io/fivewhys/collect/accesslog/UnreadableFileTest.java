package io.fivewhys.collect.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is no log that can be read is said to be none. */
class UnreadableFileTest extends FollowedFileTest {
  @Test
  void aFileThatIsNotThereIsSaidNotToBe() throws Exception {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(Code.NOT_FOUND);
              assertThat(failure).hasMessageContaining(path.toString());
            });
    write("the first line\n");
    assertThat(read()).containsExactly("the first line");
  }

  @Test
  void aDirectoryOrPipeIsNoLog() throws Exception {
    Files.createDirectory(path);
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> assertThat(failure.code()).isEqualTo(Code.MISCONFIGURED));
    Files.delete(path);
    Process made = new ProcessBuilder("mkfifo", path.toString()).start();
    assertThat(made.waitFor()).isZero();
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> assertThat(failure.code()).isEqualTo(Code.MISCONFIGURED));
  }

  @Test
  void aFileThatMayNotBeReadIsSaidNotTo() throws Exception {
    write("a line\n");
    Files.setPosixFilePermissions(path, Set.of());
    assumeFalse(Files.isReadable(path), "root may read everything");
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SourceFailed.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(Code.FORBIDDEN);
              assertThat(failure).hasMessageContaining(path.toString());
            });
  }
}
