// Fedify and our publisher both post by the global fetch: recorded there, every knock is seen with its answer.

/** Records each POST of an activity into `sent` before its caller sees the answer. */
export function recordPosts(sent) {
  const fetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (!(input instanceof Request) || input.method !== "POST") return fetch(input, init);
    const body = Buffer.from(await input.clone().arrayBuffer());
    const facts = { url: input.url, scheme: schemeOf(input), activityId: activityId(body) };
    const post = { ...facts, bodyBase64: body.toString("base64") };
    try {
      const response = await fetch(input, init);
      sent.push({ ...post, status: response.status, answer: (await response.clone().text()).slice(0, 500) });
      return response;
    } catch (error) {
      sent.push({ ...post, status: 0, answer: String(error.cause ?? error) });
      throw error;
    }
  };
}

export function schemeOf(request) {
  if (request.headers.has("signature-input")) return "rfc9421";
  return request.headers.has("signature") ? "cavage" : "none";
}

function activityId(body) {
  try {
    return JSON.parse(body.toString("utf8")).id;
  } catch {
    return undefined;
  }
}
