package io.fivewhys;

import io.fivewhys.cli.Refused;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Version;
import io.fivewhys.database.Database;
import io.fivewhys.store.JournalCheck;
import io.fivewhys.store.SqlAudit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for what was changed in the audit log and in the journals of actions. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Reads the whole audit log and the journals of all actions, and says whether anything was"
            + " changed, added or taken away behind the service's back.",
    footer = {
      "",
      "Each row of the log has the hash of the one before it, and each entry of a journal stands"
          + " in the log",
      "too. Whoever can write to the database could make the whole log anew: note the hash that"
          + " this prints",
      "in another place, and give it to --head later.",
      "",
      "Examples:",
      "  fivewhys audit verify",
      "  fivewhys audit verify --head"
          + " 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "",
      "One process at a time has the file of a data directory, so stop the service first; a"
          + " PostgreSQL is",
      "read beside it.",
      "Exit codes: 0 all is as it was written; 1 it cannot be read; 2 wrong input; 4 something does"
          + " not fit."
    })
final class AuditVerifyCommand implements Callable<Integer> {
  private static final int EXIT_MISFIT = 4;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Surroundings surroundings;

  @Spec private CommandSpec command;
  @Mixin SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "What this said once: a row with this hash must still be in the log.")
  private String noted;

  AuditVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> head =
        Optional.ofNullable(noted).map(it -> it.strip().toLowerCase(Locale.ROOT));
    if (head.filter(it -> !HASH.matcher(it).matches()).isPresent()) {
      throw new Refused("--head takes the 64 hexadecimal digits that this command prints.");
    }
    var loaded = settings.load(surroundings, command);
    Logging.quietly(loaded);
    try (Database database = StoreSubcommand.existing(loaded.settings(), surroundings)) {
      return verified(database, head);
    }
  }

  private int verified(Database database, Optional<String> head) throws IOException {
    SqlAudit.Verified log = new SqlAudit(database).verify(head);
    if (log.misfit().isPresent()) {
      var misfit = log.misfit().get();
      return misfit("Row %d of the audit log: %s.".formatted(misfit.sequence(), misfit.why()));
    }
    if (head.isPresent() && log.notedAt().isEmpty()) {
      return misfit(
          "No row of the audit log has the hash "
              + head.get()
              + ": rows were taken away, or the log was made anew.");
    }
    Optional<JournalCheck.Misfit> journal = new JournalCheck(database).verify();
    if (journal.isPresent()) {
      return misfit("Journal, %s: %s.".formatted(journal.get().where(), journal.get().why()));
    }
    var out = surroundings.out();
    out.println(
        "The audit log of %s is as it was written: %d rows. The journals of actions fit it."
            .formatted(database.place(), log.entries()));
    log.notedAt()
        .ifPresent(at -> out.println("The hash that was noted is that of row " + at + "."));
    out.println("Head: " + log.head());
    out.flush();
    return 0;
  }

  private int misfit(String what) {
    surroundings.err().println("Something does not fit. " + what);
    surroundings.err().flush();
    return EXIT_MISFIT;
  }
}
