package io.fivewhys.collect.kubernetes.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FileSettingsTest {
  @Test
  void yamlAndJsonHavePaths() {
    assertThat(FileSettings.of("application.yaml", "rates:\n  timeout: 30s\n  hosts: [a, b]\n"))
        .isEqualTo(Map.of("rates.timeout", "30s", "rates.hosts[0]", "a", "rates.hosts[1]", "b"));
    assertThat(FileSettings.of("limits.json", "{\n\"limit\": {\"rps\": 10}}"))
        .isEqualTo(Map.of("limit.rps", "10"));
  }

  @Test
  void linesHaveNames() {
    assertThat(
            FileSettings.of(
                "app.properties", "# note\nrates.base_url = https://a\nlong = a\\\n  b\n"))
        .isEqualTo(Map.of("rates.base_url", "https://a", "long", "a  b"));
    assertThat(FileSettings.of("app.ini", "[db]\npool = 5\n[cache]\npool=7\n"))
        .isEqualTo(Map.of("db.pool", "5", "cache.pool", "7"));
    assertThat(
            FileSettings.of(
                "nginx.conf", "server {\n  proxy_read_timeout 60s; # slow\n  listen 80;\n}\n"))
        .isEqualTo(Map.of("proxy_read_timeout", "60s", "listen", "80"));
  }

  @Test
  void whatCannotBeReadHasNone() {
    assertThat(FileSettings.of("a.yaml", "{{ template }}\n  - : [")).isEmpty();
    assertThat(FileSettings.of("a.yaml", "a: &a [*a]\n")).isEmpty();
    assertThat(FileSettings.of("a.yaml", "!!javax.script.ScriptEngineManager []\n")).isEmpty();
    assertThat(FileSettings.of("page.html", "<html>\n</html>")).isEmpty();
    assertThat(FileSettings.of("a.yaml", "one line")).isEmpty();
    assertThat(FileSettings.of("a.json", "[".repeat(5_000) + "\n")).isEmpty();
  }

  @Test
  @Timeout(20)
  void aHugeFileTakesNoLongTime() {
    String many = "a: b\n".repeat(200_000);
    assertThat(FileSettings.of("a.properties", many)).isEmpty();
    assertThat(FileSettings.of("a.properties", "k" + "k=v\nk".repeat(20_000)))
        .hasSizeLessThanOrEqualTo(300);
    assertThat(
            FileSettings.of(
                "a.conf", (" ".repeat(500) + "a " + "b".repeat(500) + "\n").repeat(200)))
        .isEmpty();
  }

  @Test
  @Timeout(20)
  void linesThatAreMadeToBeReadAgainAndAgainTakeNoLongTime() {
    String spaces = " ".repeat(3_900);
    assertThat(FileSettings.of("a.conf", ("ab" + spaces + "\n").repeat(60))).isEmpty();
    assertThat(FileSettings.of("a.properties", (spaces + "a" + "\n").repeat(60))).isEmpty();
    assertThat(FileSettings.of("a.env", "export" + " ".repeat(250_000) + "\n")).isEmpty();
    assertThat(FileSettings.of("a.conf", "ab" + " ".repeat(250_000) + "\n")).isEmpty();
    assertThat(FileSettings.of("a.env", "b=2\na=" + "x".repeat(5_000) + "\n"))
        .as("without lines that nobody wrote")
        .isEqualTo(Map.of("b", "2"));
  }
}
