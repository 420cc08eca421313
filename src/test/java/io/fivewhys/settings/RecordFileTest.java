package io.fivewhys.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordFileTest {
  record Fleet(List<Ship> ships) {}

  record Ship(
      @Required String name,
      Optional<Path> log,
      Map<String, String> flags,
      @Inline Engine engine,
      List<Cargo> cargo,
      @Within(least = "1s", most = "1m") Duration patience) {

    static Ship defaults() {
      return defaultShip();
    }

    static Ship defaultShip() {
      return new Ship(
          "none",
          Optional.empty(),
          Map.of(),
          new Engine(URI.create("http://127.0.0.1"), 3, false),
          List.of(),
          Duration.ofSeconds(5));
    }
  }

  public record Engine(@Required URI url, @Within(least = "0", most = "9") int gear, boolean loud) {
    public Engine {
      if (loud && gear > 5) {
        throw new IllegalArgumentException("either loud or a gear up to 5");
      }
    }

    public static Engine defaults() {
      return new Engine(URI.create("http://127.0.0.1"), 3, false);
    }
  }

  sealed interface Cargo {
    enum Kind {
      HARD,
      VERY_SOFT
    }
  }

  record BananaBox(int count, Optional<Cargo.Kind> kind) implements Cargo {}

  record Oil(double tons) implements Cargo {}

  private static Fleet read(String text) {
    return RecordFile.read("fleet.yaml", text, Fleet.class);
  }

  private static String refusal(String text) {
    var refused = catchThrowableOfType(SettingsRefused.class, () -> read(text));
    assertThat(refused).as("refusal of " + text).isNotNull();
    return refused.getMessage();
  }

  @Test
  void readsListsSectionsInlineRecordsAndChoices() {
    Fleet fleet =
        read(
            """
            ships:
              - name: Pequod
                log: data/log
                flags: {mast: black}
                url: https://engine:1/x
                loud: true
                patience: 30s
                cargo:
                  - {type: banana-box, count: 7, kind: very-soft}
                  - {type: oil, tons: 1.5}
              - {name: Beagle, url: "http://b"}
            """);

    Ship pequod = fleet.ships().getFirst();
    assertThat(pequod.log()).contains(Path.of("data/log"));
    assertThat(pequod.flags()).containsEntry("mast", "black");
    assertThat(pequod.engine()).isEqualTo(new Engine(URI.create("https://engine:1/x"), 3, true));
    assertThat(pequod.patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(pequod.cargo())
        .containsExactly(new BananaBox(7, Optional.of(Cargo.Kind.VERY_SOFT)), new Oil(1.5));
    assertThat(fleet.ships().get(1).patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(fleet.ships().get(1).cargo()).isEmpty();
  }

  @Test
  void namesEveryProblemWithItsLineAndWhatWasMeant() {
    assertThat(
            refusal(
                """
                ships:
                  - name: Pequod
                    url: http://b
                    patiense: 30s
                    gear: 12
                    patience: 2h
                    cargo:
                      - {type: banana-bax, count: 7}
                      - {type: oil}
                """))
        .contains("5 settings")
        .contains("ships[0].patiense (fleet.yaml:4)")
        .contains("did you mean patience?")
        .contains("ships[0].gear (fleet.yaml:5): found \"12\"; allowed: a whole number from 0 to 9")
        .contains("ships[0].patience (fleet.yaml:6)")
        .contains("ships[0].cargo[0].type (fleet.yaml:8)")
        .contains("did you mean banana-box?")
        .contains("ships[0].cargo[1].tons (fleet.yaml:9)");
  }

  @Test
  void aRequiredKeyIsNotTakenFromTheDefaults() {
    assertThat(refusal("ships: [{url: \"http://b\"}]"))
        .contains("ships[0].name")
        .contains("required");
    assertThat(refusal("ships: [{name: Beagle}]")).contains("ships[0].url").contains("required");
  }

  @Test
  void valuesThatDoNotGoTogetherAreRefusedWithTheReason() {
    assertThat(refusal("ships: [{name: a, url: 'http://b', loud: true, gear: 7}]"))
        .contains("either loud or a gear up to 5")
        .contains("fleet.yaml:1");
  }

  @Test
  void whatIsNoYamlOrOfAnotherShapeIsRefused() {
    assertThat(refusal("ships: [")).contains("fleet.yaml:1");
    assertThat(refusal("- a")).contains("a section of keys");
    assertThat(refusal("ships: {a: b}")).contains("a list");
    assertThat(refusal("ships: [{name: [x], url: 'http://b'}]")).contains("ships[0].name");
    assertThat(refusal("ships: [{name: a, name: b, url: 'http://b'}]")).contains("name");
    assertThat(refusal("")).contains("nothing");
    assertThat(refusal("ships: &a [*a]")).contains("fleet.yaml");
    assertThat(refusal("ships: " + "[".repeat(100) + "]".repeat(100))).contains("fleet.yaml");
  }
}
