package io.fivewhys.cli;

import io.fivewhys.mitigate.policy.MitigationPolicy;
import io.fivewhys.store.MitigationPolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says whether a policy can be used; asks no service. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Says whether a policy can be used, and everything that is wrong with it.",
    footer = {
      "",
      "Example:",
      "  fivewhys policy check config/mitigation.yaml",
      "",
      "Exit codes: 0 it can be used; 2 it cannot, or an argument is wrong."
    })
final class PolicyCheckCommand extends RulesSubcommand {
  @Parameters(paramLabel = "FILE", description = "The policy, in YAML.")
  private String file;

  PolicyCheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    String text = PolicySubcommand.text(surroundings(), file);
    if (text.getBytes(StandardCharsets.UTF_8).length > MitigationPolicies.MOST_BYTES) {
      throw new Refused(
          "%s has more than %d bytes.".formatted(file, MitigationPolicies.MOST_BYTES));
    }
    int rules = MitigationPolicy.read(0, file, text).rules();
    surroundings().out().println("%s: %d rules can be used".formatted(file, rules));
    return 0;
  }
}
