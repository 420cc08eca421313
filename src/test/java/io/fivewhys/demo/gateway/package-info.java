/**
 * The API gateway of the shop: takes requests in, finds the upstream by the Ingress, the Service
 * and its EndpointSlice, keeps a circuit breaker for each, and says in its access log and metrics
 * what came of it.
 *
 * <p>In: HTTP requests, objects of the cluster. Out: answers; 502, 503 and 504 of its own with the
 * reason as one of Envoy's response flags; an access log as Envoy's JSON; metrics named as Spring
 * Cloud Gateway and Resilience4j name them; the runbook's and Spring Boot's admin endpoints. Must
 * never answer for an upstream without saying so in the access log.
 */
package io.fivewhys.demo.gateway;
