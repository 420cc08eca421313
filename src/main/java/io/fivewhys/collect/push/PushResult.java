package io.fivewhys.collect.push;

/** What became of a push. */
public sealed interface PushResult {

  /**
   * It is kept, also over a restart.
   *
   * @param isNew whether nothing of this source was known
   */
  record Taken(PushedSource pushed, boolean isNew) implements PushResult {}

  /**
   * There is no room for it now; nothing was changed.
   *
   * @param why in words, with the limit
   */
  record Full(String why) implements PushResult {}
}
