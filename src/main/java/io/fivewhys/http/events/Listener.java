package io.fivewhys.http.events;

/** Somebody who wants to hear of changes. Neither call may block or throw. */
public interface Listener {
  void hear(Event event);

  /** Nothing more comes. */
  void end();
}
