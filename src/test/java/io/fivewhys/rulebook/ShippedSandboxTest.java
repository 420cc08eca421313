package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleFiles;
import org.junit.jupiter.api.Test;

class ShippedSandboxTest {
  @Test
  void everyShippedFilePassesTheSandbox() {
    var files = RuleFiles.shipped().rules();

    assertThat(files).isNotEmpty();
    files.forEach(
        (path, drl) ->
            assertThatCode(() -> UnitCompiler.compile(DrlFile.parse(path, drl)))
                .as(path)
                .doesNotThrowAnyException());
  }
}
