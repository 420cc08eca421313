/**
 * The shop's customers: a steady stream of requests from many clients, with what is ordinary in it:
 * unknown pages, slow searches.
 *
 * <p>In: the gateway's address and a rate. Out: requests, whatever the answers; and what was
 * answered lately. Must never slow down because answers are late, nor pile up without bound.
 */
package io.fivewhys.demo.traffic;
