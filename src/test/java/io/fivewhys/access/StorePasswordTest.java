package io.fivewhys.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePasswordTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("password");
    Files.writeString(file, " of the file \nand a remark\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Optional<FoundToken> find(Map<String, String> environment, Optional<Path> file) {
    return new StorePassword(environment, file).find();
  }

  @Test
  void thereNeedBeNone() {
    assertThat(find(Map.of(), Optional.empty())).isEmpty();
    assertThat(find(Map.of(StorePassword.VARIABLE, ""), Optional.empty())).isEmpty();
  }

  @Test
  void isTheFirstLineOfItsFileAndTheVariableWins() {
    assertThat(find(Map.of(), Optional.of(file)).orElseThrow().secret().reveal())
        .isEqualTo(" of the file ");
    var both = find(Map.of(StorePassword.VARIABLE, "of the variable"), Optional.of(file));
    assertThat(both.orElseThrow().secret().reveal()).isEqualTo("of the variable");
    assertThat(both.toString()).doesNotContain("of the variable");
  }

  @Test
  void aFileThatOthersMayReadIsWarnedOf() throws IOException {
    assertThat(warning()).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(warning().orElseThrow()).contains("chmod 600").doesNotContain("of the file");
  }

  private Optional<String> warning() {
    return ((FoundToken.OfFile) find(Map.of(), Optional.of(file)).orElseThrow()).warning();
  }

  @Test
  void aFileThatIsNotThereOrEmptyIsRefused() throws IOException {
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> find(Map.of(), Optional.of(file)))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("is empty");
    Files.delete(file);
    assertThatThrownBy(() -> find(Map.of(), Optional.of(file)))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("cannot be read");
  }
}
