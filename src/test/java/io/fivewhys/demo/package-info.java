/**
 * The live demo estate: a shop on one machine, with a gateway, three services, a database, a cache,
 * a Kubernetes API and customers, that can be made to fail in the ways in which shops fail. The
 * build starts it with the service beside it, and end-to-end tests hold the service against it.
 *
 * <p>In: options, faults on request or by turns. Out: addresses and files that the service's
 * ordinary sources read; nothing here hands it a fact. Must never tell the service what is wrong,
 * show what did not happen, listen beyond the loopback interface, or leave anything running.
 *
 * <p>Below: {@code cluster} is the Kubernetes part, {@code app} the services, {@code data} their
 * stores, {@code gateway} and {@code traffic} what their names say.
 */
package io.fivewhys.demo;
