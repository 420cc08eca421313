package io.fivewhys.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                        | JSON
          */*                                       | JSON
          application/json                          | JSON
          application/yaml                          | YAML
          TEXT/YAML                                 | YAML
          application/json, application/yaml        | JSON
          application/yaml, */*;q=0.8               | YAML
          application/yaml;q=0.5, application/json  | JSON
          application/yaml;q=0.9, */*;q=0.1         | YAML
          application/yaml;q=0                      | JSON
          application/yaml;q=nonsense;;,,           | YAML
          text/html                                 | JSON
          """)
  void answersInWhatTheClientLikesBest(String accept, MediaType expected) {
    assertThat(MediaType.accepted(accept)).isEqualTo(expected);
  }
}
