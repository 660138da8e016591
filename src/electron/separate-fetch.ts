type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A fetch with cookies of its own, for trying an account out on one server: a session of whoever is signed in neither answers
 * for a wrong password nor is disturbed.
 */
export function separateFetch(fetch: Fetch): Fetch {
  const cookies = new Map<string, string>();
  return async (url, init) => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, credentials: 'omit' });
    for (const [name, value] of readSetCookie(response.headers)) cookies.set(name, value);
    return response;
  };
}

/** Names and values alone: what is tried out lasts seconds and stays on one server. */
function readSetCookie(headers: Headers): readonly (readonly [string, string])[] {
  return (
    headers
      .getSetCookie()
      // Electron joins them to one line, in which the commas of dates stay.
      .flatMap((line) => line.split(/,(?=\s*[^\s=;,]+=)/))
      .flatMap((cookie) => {
        const [, name, value] = /^\s*([^\s=;,]+)=([^;]*)/.exec(cookie) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value.trim()] as const];
      })
  );
}
