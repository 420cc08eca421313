package io.fivewhys.gateway;

import io.fivewhys.collect.SourceResult;
import java.time.Duration;

/** Hears of sweeps, for metrics; must return at once. */
public interface SweepListener {
  /**
   * A sweep ended.
   *
   * @param outcome a verdict, or {@code failed}
   */
  void swept(String gateway, String outcome, Duration took);

  /** Sweeps that were due while another was under way, and were left out. */
  void skipped(String gateway, long sweeps);

  /** A source was asked in a sweep. */
  void asked(String gateway, SourceResult result);

  /** Hears nothing. */
  static SweepListener none() {
    return new SweepListener() {
      @Override
      public void swept(String gateway, String outcome, Duration took) {}

      @Override
      public void skipped(String gateway, long sweeps) {}

      @Override
      public void asked(String gateway, SourceResult result) {}
    };
  }
}
