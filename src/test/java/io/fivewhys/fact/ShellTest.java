package io.fivewhys.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"checkout", "orders-db.shop.svc:5432", "deployment/checkout_2", "10.0.0.7"})
  void aPlainNameStaysAsItIs(String name) {
    assertThat(Shell.word(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a;b", "$(a)", "`a`", "a&b", "a|b", "a>b", "*", "~", "!a", "a\"b", ""})
  void aNameThatAShellWouldReadIsQuoted(String name) {
    assertThat(Shell.word(name)).isEqualTo("'" + name + "'");
  }

  @Test
  void aQuoteDoesNotEndTheQuotes() {
    assertThat(Shell.word("a'; reboot; '")).isEqualTo("'a'\\''; reboot; '\\'''");
  }

  @Test
  void aLineFeedOrAnEscapeDoesNotReachTheTerminal() {
    assertThat(Shell.word("a\nreboot\r\u001b[2J\u009b\u202e\u2028"))
        .isEqualTo("'a?reboot??[2J???'");
  }

  @Test
  void aNameDoesNotBecomeAnOption() {
    assertThat(Shell.word("--all")).isEqualTo("'?-all'");
  }

  @Test
  void aPartOfAUrlHoldsNothingThatIsRead() {
    assertThat(Shell.urlPart("edge:8080")).isEqualTo("edge:8080");
    assertThat(Shell.urlPart("a/../b?c#d {1,2}'\nü"))
        .isEqualTo("a%2F..%2Fb%3Fc%23d%20%7B1%2C2%7D%27%0A%C3%BC");
  }

  @Test
  void aRevertHoldsNoForeignCommand() {
    String foreign = "x'; reboot\n#";
    assertThat(change(ConfigChange.Action.CREATED, foreign).revertCommand("default"))
        .isEqualTo(
            "kubectl get 'configmap/x'\\''; reboot?#' -n 'x'\\''; reboot?#' -o yaml > kept.yaml"
                + " && kubectl delete 'configmap/x'\\''; reboot?#' -n 'x'\\''; reboot?#'");
    assertThat(change(ConfigChange.Action.UPDATED, foreign).revertCommand("default"))
        .isEqualTo("kubectl apply -n 'x'\\''; reboot?#' -f last-good.yaml");
  }

  private static ConfigChange change(ConfigChange.Action action, String foreign) {
    return new ConfigChange(
        "ConfigMap/" + foreign,
        Optional.of(foreign),
        Optional.empty(),
        Optional.of(action),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(foreign),
        Optional.empty(),
        Optional.empty());
  }
}
