package io.fivewhys.bench;

import java.util.TreeMap;

/** Files of four rules each, such as people write them. */
final class SampleRules {
  private SampleRules() {}

  static TreeMap<String, String> files(int count) {
    TreeMap<String, String> files = new TreeMap<>();
    for (int file = 0; file < count; file++) {
      files.put(path(file), drl(file, 0));
    }
    return files;
  }

  static String path(int file) {
    return "evidence/sample%d/sample.drl".formatted(file);
  }

  /**
   * @param version makes it another text, so that no cache knows it
   */
  static String drl(int file, int version) {
    StringBuilder drl =
        new StringBuilder(
            """
            package rules.evidence.sample%d;

            import io.fivewhys.fact.*;
            import io.fivewhys.inference.*;

            agenda-group "evidence"

            """
                .formatted(file));
    for (int rule = 0; rule < 4; rule++) {
      drl.append(
          """
          rule "Pods of sample %1$d.%2$d fail"
          when
            $s : Suspect()
            accumulate( $p : Pod( owner == $s.name, crashing, name != "v%3$d-%2$d" ); $n : count(), $bad : collectList($p); $n > %2$d )
            not Workload( name == $s.name, fullyReady )
          then
            insertLogical( Finding.of("sample %1$d.%2$d", $s.name(),
                Words.of("{} pods of {} fail", $n, $s.name()), $bad) );
          end

          """
              .formatted(file, rule, version));
    }
    return drl.toString();
  }
}
