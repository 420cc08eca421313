package io.fivewhys.cli;

import io.fivewhys.access.TokenStore;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What the settings say to a command about rules. */
public interface RulesContext {
  /**
   * Rules and where they were found.
   *
   * @param place a directory as it was named, or {@code rules/ inside the program}
   * @param directory empty for the program's own copy
   */
  record Found(String place, Optional<Path> directory, RuleFiles files) {}

  /**
   * The rules of a directory; without one, those that {@code serve} would take: {@code
   * rules.directory} of the settings, else the program's own copy.
   *
   * @throws Refused when there is no such directory, or it cannot be read
   */
  Found rules(Optional<String> directory);

  /**
   * Compiles rules; where the service's data directory is at hand, only what neither this command
   * nor the service has compiled before.
   *
   * @throws io.fivewhys.rulebook.RulebookRefused naming every problem
   */
  Rulebook compiled(RuleFiles files);

  /** Thresholds, confidence and deadline, as the service has them. */
  DiagnosisPolicy policy();

  /** Where the service keeps what must outlive it; it may not exist. */
  Path dataDirectory();

  /**
   * The database of a service with these settings, to be closed; empty where nothing was ever kept.
   *
   * @throws io.fivewhys.database.DatabaseUnavailable when it cannot be used now, such as a file
   *     that the service has
   */
  Optional<Database> database();

  /** Where the token of a service with these settings may be. */
  TokenStore tokens();

  /** Where a service with these settings answers on this machine. */
  URI service();
}
