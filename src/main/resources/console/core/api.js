import { apiUrl } from './place.js';

const TRIES = 3;
const BETWEEN_TRIES_MILLIS = 700;
const PATIENCE_MILLIS = 30_000;

/** No answer, or that of a proxy which had none, or of a service whose database is away. */
const UNANSWERED = [0, 502, 503, 504];

/** What the service refused, or that it could not be reached (status 0). */
export class ApiProblem extends Error {
  /**
   * @param {number} status HTTP status, 0 when there was no answer
   * @param {object} body the problem document (RFC 9457) with whatever the operation adds to it
   * @param {Headers} headers
   */
  constructor(status, body, headers = new Headers()) {
    super(body.detail ?? body.title ?? `The service answered ${status}.`);
    this.status = status;
    this.body = body;
    /** Last part of the problem's type, such as `stop-switch`. */
    this.code = String(body.type ?? '').split(':').pop();
    /** After how many seconds to ask again, where it was said; else NaN. */
    this.retryAfter = Number.parseInt(headers.get('Retry-After'), 10);
  }

  /** The first request of the same key is still under way. */
  get isUnderWay() {
    return this.code === 'request-in-flight';
  }

  /**
   * Nobody said whether it was done: there was no answer, or one of a proxy that waited too long, or
   * the first of two is still under way. Another try needs the key of the first.
   */
  get leavesItOpen() {
    return this.status === 0 || this.status >= 500 || this.isUnderWay;
  }

  get needsSignIn() {
    return this.status === 401;
  }
}

const strangers = new Set();

/** Calls back whenever the service does not know who asks: nobody is signed in, or not any more. */
export const whenUnknown = (listener) => strangers.add(listener);

/** A key under which the service does a request once, however often it arrives. */
export const newKey = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join('');

/**
 * Reads a document.
 *
 * @returns {Promise<{data: any, etag: string|null, headers: Headers, status: number}>}
 * @throws {ApiProblem}
 */
export const read = (path, { signal, accept = 'application/json' } = {}) => ask(path, { method: 'GET', headers: { Accept: accept }, signal });

/**
 * Sends something. With a key it is tried again when the line fails, and done once all the same; while
 * the service still does what an earlier request of the key asked for, its answer is waited for.
 *
 * @param {string} method
 * @param {string} path below api/v1
 * @param {any} body an object becomes JSON; a text is sent as it is, with contentType
 * @param {{key?: string, ifMatch?: string, contentType?: string, headers?: object, signal?: AbortSignal, patience?: number}} options
 *     patience in milliseconds, 0 for no end
 */
export async function send(method, path, body, { key, ifMatch, contentType, headers = {}, signal, patience = PATIENCE_MILLIS } = {}) {
  const all = { Accept: 'application/json', ...headers };
  if (ifMatch) {
    all['If-Match'] = ifMatch;
  }
  let text;
  if (body !== undefined) {
    text = typeof body === 'string' ? body : JSON.stringify(body);
    all['Content-Type'] = contentType ?? 'application/json';
  }
  if (key) {
    // What was changed between two presses is another request.
    all['Idempotency-Key'] = `"${key}-${fingerprint(`${path}\n${ifMatch ?? ''}\n${text ?? ''}`)}"`;
  }
  const latest = patience ? Date.now() + patience : Infinity;
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask(path, { method, headers: all, body: text, signal, patience });
    } catch (problem) {
      const again = problem.isUnderWay ? Date.now() < latest : UNANSWERED.includes(problem.status) && tried < TRIES;
      if (!key || !again || signal?.aborted) {
        throw problem;
      }
      const pause = problem.isUnderWay && problem.retryAfter >= 0 ? 1_000 * problem.retryAfter : BETWEEN_TRIES_MILLIS * Math.min(tried, TRIES);
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
}

/** FNV-1a, 32 bits: enough to tell what one person sends in two presses of a button. */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

async function ask(path, { signal, patience = PATIENCE_MILLIS, ...request }) {
  const limits = [signal, patience ? AbortSignal.timeout(patience) : null].filter(Boolean);
  let response;
  let text;
  try {
    response = await fetch(apiUrl(path), { ...request, credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.any(limits) });
    text = await response.text();
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    }
    throw new ApiProblem(0, { title: 'No answer', detail: 'The service did not answer. Is the line or the service down?' });
  }
  const json = /[/+]json/.test(response.headers.get('Content-Type') ?? '');
  const data = json && text ? JSON.parse(text) : text;
  if (response.status === 401) {
    strangers.forEach((listener) => listener());
  }
  if (!response.ok) {
    throw new ApiProblem(response.status, json ? data : { detail: `The service, or a proxy before it, answered ${response.status}.` }, response.headers);
  }
  return { data, etag: response.headers.get('ETag'), headers: response.headers, status: response.status };
}
