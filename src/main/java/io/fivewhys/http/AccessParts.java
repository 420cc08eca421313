package io.fivewhys.http;

import io.fivewhys.access.AdminToken;
import io.fivewhys.access.Anonymous;
import io.fivewhys.access.AuditLog;
import java.time.Clock;

/**
 * Who may do what.
 *
 * @param anonymous what a request without a token may do, at the address that is bound
 */
public record AccessParts(AdminToken token, Anonymous anonymous, AuditLog audit, Clock clock) {}
