package io.fivewhys.browser;

import java.util.List;

/** Pages that are there whatever has happened. */
final class PageAddresses {
  static final List<String> ALWAYS =
      List.of(
          "",
          "gateways/api-gateway",
          "incidents",
          "actions",
          "sources",
          "rules",
          "rules/history",
          "rules/shadow",
          "rules/statistics",
          "playground",
          "fixes",
          "policy",
          "silences",
          "notifications",
          "audit",
          "help");

  private PageAddresses() {}
}
