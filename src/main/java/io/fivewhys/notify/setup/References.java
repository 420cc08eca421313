package io.fivewhys.notify.setup;

import io.fivewhys.settings.Nearest;
import io.fivewhys.settings.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds names of channels that there are none of. */
final class References {
  private final NotificationsConfig config;
  private final String file;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  References(NotificationsConfig config, String file) {
    this.config = config;
    this.file = file;
    config.channels().forEach(it -> names.add(it.name()));
  }

  List<Problem> problems() {
    List<AudienceConfig> audiences = config.announce().orElse(List.of());
    for (int i = 0; i < audiences.size(); i++) {
      check("announce[%d].channels".formatted(i), audiences.get(i).channels());
    }
    List<PolicyConfig> policies = config.escalation().orElse(List.of());
    for (int i = 0; i < policies.size(); i++) {
      List<PolicyConfig.LevelConfig> levels = policies.get(i).levels();
      for (int j = 0; j < levels.size(); j++) {
        check("escalation[%d].levels[%d].channels".formatted(i, j), levels.get(j).channels());
      }
    }
    return problems;
  }

  private void check(String key, List<String> channels) {
    for (String channel : channels) {
      if (!names.contains(channel)) {
        problems.add(
            new Problem(
                key,
                file,
                '"' + channel + '"',
                names.isEmpty()
                    ? "names of channels, of which there are none"
                    : "names of channels: " + String.join(", ", names),
                Nearest.to(channel, names)));
      }
    }
  }
}
