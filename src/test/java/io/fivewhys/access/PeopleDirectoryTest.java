package io.fivewhys.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PeopleDirectoryTest {
  private static final String ANN = "fw_the-token-of-ann-0000";
  private static final String BOB = "fw_the-token-of-bob-1111";
  private static final String ADMIN = "fw_the-token-of-all-2222";
  private static final Duration SOON = Duration.ofMillis(5);

  @TempDir Path directory;
  private PeopleDirectory people;

  @AfterEach
  void stop() {
    if (people != null) {
      people.close();
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Path half = Files.writeString(directory.resolve(".half"), text);
    Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
    Files.move(half, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void read() {
    people = PeopleDirectory.of(directory, List.of(KnownToken.of(new Secret(ADMIN))), SOON);
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    for (int i = 0; i < 2_000 && !what.getAsBoolean(); i++) {
      Thread.sleep(5);
    }
    assertThat(what.getAsBoolean()).isTrue();
  }

  @Test
  void eachIsKnownByTheFirstLineOfTheirFile() throws IOException {
    write("ann", ANN + "\nAnn Example, team shop\n");
    write("bob.b", BOB);
    write(".git", "no person");
    read();

    assertThat(people.named(ANN)).contains("ann");
    assertThat(people.named(BOB)).contains("bob.b");
    assertThat(people.named(ADMIN)).isEmpty();
    assertThat(people.named("")).isEmpty();
    assertThat(people.named("Ann Example, team shop")).isEmpty();
    assertThat(people.size()).isEqualTo(2);
    assertThat(people.warnings()).isEmpty();
  }

  @Test
  void whoIsTakenOutComesInNoMoreAndWhoIsNewDoes() throws Exception {
    write("ann", ANN);
    read();
    Files.delete(directory.resolve("ann"));
    write("bob", BOB);
    await(() -> people.named(ANN).isEmpty() && people.named(BOB).isPresent());

    write("bob", ANN);
    await(() -> people.named(ANN).equals(Optional.of("bob")) && people.named(BOB).isEmpty());
  }

  @Test
  void aDirectoryThatIsGoneLetsNobodyIn() throws Exception {
    write("ann", ANN);
    read();
    Files.move(directory.resolve("ann"), directory.resolve(".ann"));
    Path gone = Files.createDirectory(directory.resolveSibling(directory.getFileName() + "-gone"));
    Files.delete(gone);
    await(() -> people.named(ANN).isEmpty());

    assertThatThrownBy(() -> PeopleDirectory.of(gone, List.of(), SOON))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("access.people-directory");
  }

  @Test
  void whoCouldPassForTwoIsNobody() throws Exception {
    write("ann", ANN);
    write("bob", BOB);
    read();
    write("carl", ANN);
    await(() -> people.named(ANN).isEmpty());
    assertThat(people.named(BOB)).contains("bob");

    assertThatThrownBy(this::read)
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("ann and carl have the same token")
        .hasMessageNotContaining(ANN);
  }

  @Test
  void filesThatCannotBeUsedAreNamedAndNoTokenIsShown() throws IOException {
    write("ann", "short");
    write("all", ADMIN);
    write("b b", BOB);

    assertThatThrownBy(this::read)
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("token of a person in " + directory.resolve("ann"))
        .hasMessageContaining("The token of all in " + directory + " is the admin token")
        .hasMessageContaining("b b is no name of a person")
        .hasMessageNotContaining(ADMIN)
        .hasMessageNotContaining(BOB);
  }

  @Test
  void whatOthersCanReadIsWarnedOf() throws IOException {
    write("ann", ANN);
    Files.setPosixFilePermissions(
        directory.resolve("ann"), PosixFilePermissions.fromString("rw-r--r--"));
    read();

    assertThat(people.named(ANN)).contains("ann");
    assertThat(people.warnings()).singleElement().asString().contains("chmod 600");
  }

  @Test
  void aCrowdIsNoDirectoryOfPeople() throws IOException {
    for (int i = 0; i <= PeopleDirectory.MOST; i++) {
      Files.writeString(directory.resolve("p" + i), ANN + i);
    }

    assertThatThrownBy(this::read)
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("more than 200 files");
  }
}
