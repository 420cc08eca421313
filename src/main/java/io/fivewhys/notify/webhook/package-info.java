/**
 * Posts messages as JSON to whatever wants them.
 *
 * <p>In: a message. Out: {@code POST} of
 *
 * <pre>{@code
 * {
 *   "version": "1",                     of this shape; it may get more keys, never lose one
 *   "id": "...",                        the same at each try, also as header Idempotency-Key
 *   "occasion": "opened",               changed acknowledged escalated resolved silence_ends test
 *   "at": "2026-11-22T10:15:00Z",       when it happened
 *   "text": "...",                      what happened, in a sentence
 *   "link": "https://...",              page of the incident; only where base-url is configured
 *   "incident": {                       not for a test
 *     "id", "gateway", "namespace",
 *     "state": "open",                  acknowledged mitigating verifying resolved
 *     "severity": "critical",           major minor
 *     "title", "summary", "startedAt", "openedAt", "lastSeenAt",
 *     "escalation": 1,                  levels that were called
 *     "version": 4,                     counts its changes: a lower one is older
 *     "cause": {"category", "mechanism", "subject", "confidence": 0.97, "summary"},     if known
 *     "routes": ["/orders/**"],
 *     "assignee", "acknowledged": {"at", "by", "reason"}, "resolved": {"at", "by", "reason"},
 *     "mergedInto"                      each if so
 *   },
 *   "diagnosis": {                      the latest, where it is still kept
 *     "id", "observedAt", "verdict", "summary", "rulebook",
 *     "causes": [{                      at most 3, most likely first
 *       "category", "mechanism", "subject", "confidence", "summary", "why": ["..."],
 *       "evidence": [{"rule", "statement", "weight"}],
 *       "mitigations": [{"action", "summary", "command", "risk", "because"}],
 *       "fixes": [{"title", "detail"}], "runbooks": ["..."]
 *     }]
 *   },
 *   "timeline": [{"at", "actor", "kind", "text", "from", "to"}],    the latest, the oldest first
 *   "actions": [{                       what is done about it, the oldest first
 *     "id", "state": "waiting", "action", "target", "risk", "because", "text",
 *     "plan", "command", "changes": ["..."],                          once there is a plan
 *     "approved": {"at", "by", "reason"}, "effect": "recovered", "seen",
 *     "refusals": [{"guard", "limit", "value", "words"}]              each if so
 *   }]
 * }
 * }</pre>
 *
 * or that as {@code data} of a CloudEvent 1.0 in structured form, of type {@code
 * io.fivewhys.incident.<occasion>}, with the incident's id as subject. Lists end after 20 items,
 * texts after 1000 characters, commands after 4000; a body of more than 512 KiB goes without its
 * diagnosis.
 *
 * <p>Where a secret is configured, {@code X-Fivewhys-Signature: t=<unix seconds>,v1=<hex>} holds
 * the HMAC-SHA256 of seconds, a dot and the body as it is. A receiver computes it again, compares
 * in constant time, and refuses what is older than some minutes.
 *
 * <p>2xx is delivered; 408, 425, 429, 5xx and no answer are tried again, with {@code Retry-After}
 * honoured; 401, 403, 404, 407 and 410 are of the address or the credentials, and tried again in
 * the time that people need to mend them; all else is refused for good. Must never follow a
 * redirect with what it carries.
 */
package io.fivewhys.notify.webhook;
