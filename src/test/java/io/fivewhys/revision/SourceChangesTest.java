package io.fivewhys.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.rulebook.source.RuleFiles;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceChangesTest {
  private static final RuleFiles TAKEN_IN = files("a", "1", "b", "1", "c", "1");

  @Test
  void whatTheSourceDidNotTouchStaysAsItIsInForce() {
    var inForce = files("a", "sent", "b", "1", "new", "sent");
    var changes = SourceChanges.of(TAKEN_IN, files("a", "1", "b", "2", "c", "1"), inForce);

    assertThat(changes.files()).isEqualTo(files("a", "sent", "b", "2", "new", "sent"));
    assertThat(changes.changed()).containsExactly("b");
    assertThat(changes.conflicts()).isEmpty();
  }

  @Test
  void filesAreAddedAndDeletedAsInTheSource() {
    var changes = SourceChanges.of(TAKEN_IN, files("b", "1", "c", "1", "d", "1"), TAKEN_IN);

    assertThat(changes.files()).isEqualTo(files("b", "1", "c", "1", "d", "1"));
    assertThat(changes.changed()).containsExactly("a", "d");
  }

  @Test
  void aFileChangedOnBothSidesIsAConflictUnlessBothAreEqual() {
    var inForce = files("a", "sent", "b", "same", "c", "1");
    var changes = SourceChanges.of(TAKEN_IN, files("a", "2", "b", "same", "c", "1"), inForce);

    assertThat(changes.conflicts()).containsExactly("a");
  }

  @Test
  void aFileDeletedOnOneSideAndChangedOnTheOtherIsAConflict() {
    var deletedInSource =
        SourceChanges.of(TAKEN_IN, files("b", "1", "c", "1"), files("a", "sent", "b", "1"));
    var deletedInForce = SourceChanges.of(TAKEN_IN, files("a", "2", "b", "1"), files("b", "1"));

    assertThat(deletedInSource.conflicts()).containsExactly("a");
    assertThat(deletedInForce.conflicts()).containsExactly("a");
  }

  @Test
  void aFileDeletedOnBothSidesIsNone() {
    var changes = SourceChanges.of(TAKEN_IN, files("b", "1", "c", "1"), files("b", "1", "c", "1"));

    assertThat(changes.conflicts()).isEmpty();
    assertThat(changes.changed()).isEmpty();
  }

  private static RuleFiles files(String... pathsAndContents) {
    var contents = new TreeMap<String, String>();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      contents.put(pathsAndContents[i], pathsAndContents[i + 1]);
    }
    return new RuleFiles(contents);
  }
}
