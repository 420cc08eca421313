package io.fivewhys.job;

/** Hears how far a piece of work is; called by the thread that does it. */
public interface Progress {
  /** Nobody wants to know. */
  Progress IGNORED =
      new Progress() {
        @Override
        public void total(long steps) {}

        @Override
        public void done(long steps) {}
      };

  /**
   * How many steps there are, once that is known; it may turn out to be a few less.
   *
   * @param steps 0 or more
   */
  void total(long steps);

  /**
   * @param steps that are done so far
   */
  void done(long steps);
}
