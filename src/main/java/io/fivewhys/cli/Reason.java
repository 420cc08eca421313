package io.fivewhys.cli;

import picocli.CommandLine.Option;

/** The option of a command that needs a reason. */
final class Reason {
  @Option(
      names = {"-m", "--reason"},
      required = true,
      paramLabel = "TEXT",
      description = "Why; others read it.")
  String text;
}
