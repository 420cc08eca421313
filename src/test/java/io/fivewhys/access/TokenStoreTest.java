package io.fivewhys.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {
  private static final String LONG_ENOUGH = "0123456789abcdef0123";

  @TempDir Path directory;

  private TokenStore store(Map<String, String> environment, Path configured) {
    return new TokenStore(environment, Optional.ofNullable(configured), directory.resolve("data"));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("token"), text);
  }

  @Test
  void isMadeOnceForItsOwnerAloneAndFoundAgain() throws IOException {
    var made = store(Map.of(), null).findOrMake();
    Path file = directory.resolve("data/admin-token");

    assertThat(made).isInstanceOf(FoundToken.Made.class);
    assertThat(made.configured()).isFalse();
    assertThat(made.secret().reveal()).matches("fw_[0-9a-f]{64}");
    assertThat(made.toString()).doesNotContain(made.secret().reveal());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(file.getParent()).isDirectoryContaining(it -> it.equals(file));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }

    var kept = store(Map.of(), null).findOrMake();
    assertThat(kept).isInstanceOf(FoundToken.Kept.class);
    assertThat(kept.secret().reveal()).isEqualTo(made.secret().reveal());
  }

  @Test
  void noTwoAreAlike() throws IOException {
    var seen = new HashSet<String>();
    for (int i = 0; i < 10; i++) {
      var other = new TokenStore(Map.of(), Optional.empty(), directory.resolve("data" + i));
      assertThat(seen.add(other.findOrMake().secret().reveal())).isTrue();
    }
  }

  @Test
  void theEnvironmentWinsOverTheFileOverOurOwn() throws IOException {
    Path file = file(LONG_ENOUGH + "\n");
    store(Map.of(), null).findOrMake();
    var environment = Map.of(TokenStore.VARIABLE, "of-the-environment-" + LONG_ENOUGH);

    assertThat(store(environment, file).findOrMake())
        .isInstanceOf(FoundToken.OfEnvironment.class)
        .matches(FoundToken::configured);
    var named = store(Map.of(), file).findOrMake();
    assertThat(named).isInstanceOf(FoundToken.OfFile.class).matches(FoundToken::configured);
    assertThat(named.secret().reveal()).isEqualTo(LONG_ENOUGH);
    assertThat(store(Map.of(TokenStore.VARIABLE, " "), null).findOrMake())
        .isInstanceOf(FoundToken.Kept.class);
  }

  @Test
  void whatCouldBeGuessedOrNotSentIsRefusedWithoutBeingNamed() throws IOException {
    for (String wrong :
        new String[] {"secret", "two words are no token at all", "", "é".repeat(30)}) {
      assertThatThrownBy(() -> store(Map.of(), file(wrong)).find())
          .isInstanceOf(TokenRefused.class)
          .hasMessageContaining(directory.resolve("token").toString())
          .message()
          .doesNotContain(wrong.isEmpty() ? "nothing to find" : wrong);
    }
    assertThatThrownBy(() -> store(Map.of(TokenStore.VARIABLE, "short"), null).find())
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining(TokenStore.VARIABLE)
        .message()
        .doesNotContain("short");
    assertThatThrownBy(() -> store(Map.of(), directory.resolve("nowhere")).find())
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void ourOwnThatOthersMayReadIsRefusedAndAMountedOneOnlyWarnedOf() throws IOException {
    store(Map.of(), null).findOrMake();
    var everybody = PosixFilePermissions.fromString("rw-r--r--");
    Files.setPosixFilePermissions(directory.resolve("data/admin-token"), everybody);

    assertThatThrownBy(() -> store(Map.of(), null).find())
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("delete it");

    Path mounted = file(LONG_ENOUGH);
    Files.setPosixFilePermissions(mounted, everybody);
    var found = (FoundToken.OfFile) store(Map.of(), mounted).find().orElseThrow();
    assertThat(found.warning()).get().asString().contains("chmod 600", mounted.toString());
  }

  @Test
  void thereNeedBeNoIntakeTokenAndItIsNeverTheAdminToken() throws IOException {
    var admin = KnownToken.of(store(Map.of(), null).findOrMake().secret());
    var none = new IntakeTokenStore(Map.of(), Optional.empty());
    assertThat(none.find(admin)).isEmpty();

    var file = file("intake-" + LONG_ENOUGH);
    var named = new IntakeTokenStore(Map.of(), Optional.of(file)).find(admin).orElseThrow();
    assertThat(named.secret().reveal()).isEqualTo("intake-" + LONG_ENOUGH);
    var environment = Map.of(IntakeTokenStore.VARIABLE, "environment-" + LONG_ENOUGH);
    assertThat(new IntakeTokenStore(environment, Optional.of(file)).find(admin))
        .get()
        .isInstanceOf(FoundToken.OfEnvironment.class);

    var same = KnownToken.of(named.secret());
    assertThatThrownBy(() -> new IntakeTokenStore(Map.of(), Optional.of(file)).find(same))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("admin token")
        .message()
        .doesNotContain(LONG_ENOUGH);
    var guessable =
        new IntakeTokenStore(Map.of(IntakeTokenStore.VARIABLE, "guess"), Optional.empty());
    assertThatThrownBy(() -> guessable.find(admin))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("intake token in " + IntakeTokenStore.VARIABLE);
  }

  @Test
  void onlyTheWholeTokenMatches() throws IOException {
    var secret = store(Map.of(), null).findOrMake().secret();
    var token = KnownToken.of(secret);

    assertThat(token.matches(secret.reveal())).isTrue();
    assertThat(token.matches(secret.reveal() + "0")).isFalse();
    assertThat(token.matches(secret.reveal().substring(1))).isFalse();
    assertThat(token.matches(secret.reveal().toUpperCase(java.util.Locale.ROOT))).isFalse();
    assertThat(token.matches("")).isFalse();
  }

  @Test
  void whoeverBindsWiderMustConfigureAToken() throws IOException {
    var none = store(Map.of(), null);
    none.findOrMake();
    var configured = store(Map.of(TokenStore.VARIABLE, LONG_ENOUGH), null);

    for (String wide : new String[] {"0.0.0.0", "::", "10.1.2.3", "no-such-host.invalid"}) {
      var binding = new Binding(wide);
      assertThat(binding.isLoopback()).as(wide).isFalse();
      assertThatThrownBy(() -> binding.token(none))
          .isInstanceOf(TokenRefused.class)
          .hasMessageContaining(TokenStore.VARIABLE)
          .hasMessageContaining("access.admin-token-file");
      assertThat(binding.token(configured).secret().reveal()).isEqualTo(LONG_ENOUGH);
      assertThat(binding.anonymous(Anonymous.HEALTH)).isEqualTo(Anonymous.HEALTH);
    }
    for (String narrow : new String[] {"127.0.0.1", "::1", "localhost", "127.1.2.3"}) {
      assertThat(new Binding(narrow).isLoopback()).as(narrow).isTrue();
      assertThat(new Binding(narrow).token(none)).isInstanceOf(FoundToken.Kept.class);
      assertThat(new Binding(narrow).anonymous(Anonymous.HEALTH)).isEqualTo(Anonymous.READING);
    }
  }
}
