/**
 * Follows a log in a file: a gateway's access log, which becomes counts by route, or an
 * application's.
 *
 * <p>In: the file under its name, and whatever becomes of it between two looks: written on, renamed
 * and begun anew, copied and truncated, deleted. Out: for an access log {@link
 * io.fivewhys.fact.RouteTraffic} of exactly the window with what is usual of each route, and some
 * of the window's lines as {@link io.fivewhys.fact.LogLines}; for any other log its lines alone.
 * The lines' own times decide. Must never count a line twice, take a silent log for one without
 * traffic, or give a part of the window for the whole without saying so.
 */
package io.fivewhys.collect.accesslog;
