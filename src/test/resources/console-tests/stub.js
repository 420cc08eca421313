/**
 * Lets a function answer what is asked of the service, while something is done.
 *
 * @param {(request: {url: string, method: string, headers: object}) => Response} answer may throw, as a broken line does
 * @param {() => Promise<void>} work
 * @returns {Promise<Array<{url: string, method: string, headers: object}>>} what was asked
 */
export async function answering(answer, work) {
  const { fetch } = globalThis;
  const asked = [];
  globalThis.fetch = async (url, { method, headers = {} }) => {
    asked.push({ url: String(url), method, headers });
    return answer(asked.at(-1));
  };
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
  return asked;
}

/** A JSON answer. */
export const json = (status, body, headers = {}) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

/** A refusal of the service. */
export const problem = (status, code, headers = {}) => json(status, { type: `urn:fivewhys:problem:${code}`, detail: code }, headers);

/** What a proxy says. */
export const page = (status) => new Response('<html></html>', { status, headers: { 'Content-Type': 'text/html' } });
