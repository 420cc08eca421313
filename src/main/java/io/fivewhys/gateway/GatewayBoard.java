package io.fivewhys.gateway;

import java.util.List;
import java.util.Optional;

/** The gateways that are looked at, as seen from outside. Safe for use by several threads. */
public interface GatewayBoard {

  /** All of them, by name. */
  List<GatewayView> views();

  /** The one of this name; empty when none has it. */
  Optional<GatewayView> view(String name);

  /**
   * Looks at a gateway now and waits for what comes of it. Where a look is under way already, the
   * answer is that of one that began after this call: there are never two at once.
   *
   * @return what was seen, and what it means; the view shows the same from then on
   * @throws java.util.NoSuchElementException when no gateway has this name
   * @throws io.fivewhys.diagnose.DeskRefused when nothing is evaluated now: too much to do, or the
   *     service is about to stop
   * @throws io.fivewhys.diagnose.DiagnosisFailed when the rules could not come to an end
   */
  SweepResult evaluate(String name) throws InterruptedException;

  /**
   * Wishes for a look as soon as possible; returns at once. Wishes that come before it begins are
   * met by one look. A name that no gateway has is passed over.
   *
   * @param why in a few words, for the log; not what a client wrote
   */
  void evaluateSoon(String name, String why);

  /** Where nothing is looked at: no gateway is configured. */
  static GatewayBoard empty() {
    return NoGateways.BOARD;
  }
}
