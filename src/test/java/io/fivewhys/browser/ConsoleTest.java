package io.fivewhys.browser;

import org.junit.jupiter.api.Nested;

/**
 * All tests of the console, one after the other: the estate that they share, with its customers and
 * its servers, is there no longer than they are.
 */
@BrowserTest
class ConsoleTest {
  @Nested
  class SignIn extends SignInTest {}

  @Nested
  class StopSwitch extends StopSwitchTest {}

  @Nested
  class Overview extends OverviewTest {}

  @Nested
  class Playground extends PlaygroundTest {}

  @Nested
  class RulesPage extends RulesPageTest {}

  @Nested
  class DeskPages extends DeskPagesTest {}

  @Nested
  class EveryPage extends EveryPageTest {}

  @Nested
  class BehindAProxy extends BehindAProxyTest {}

  @Nested
  class MainFlow extends MainFlowTest {}

  @Nested
  class IncidentPage extends IncidentPageTest {}
}
