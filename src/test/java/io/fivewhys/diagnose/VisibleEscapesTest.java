package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleEscapesTest {
  @Test
  void whatATerminalWouldObeyIsWrittenAsAnEscape() throws Exception {
    String hostile = "a\u009b31mb\u007fc\u202ed\u2028e";

    byte[] json = DiagnosisJson.jsonMapper().writeValueAsBytes(List.of(hostile));

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("[\"a\\u009B31mb\\u007Fc\\u202Ed\\u2028e\"]");
    assertThat(DiagnosisJson.jsonMapper().readTree(json).get(0).asText()).isEqualTo(hostile);
  }

  @Test
  void lettersOfAllTonguesStayAsTheyAre() throws Exception {
    byte[] json = DiagnosisJson.jsonMapper().writeValueAsBytes(List.of("żółć 名前 \"q\"\n"));

    assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("[\"żółć 名前 \\\"q\\\"\\n\"]");
  }
}
