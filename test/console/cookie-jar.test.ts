import fc from 'fast-check';
import { CookieJar as BrowserJar } from 'tough-cookie';
import { describe, expect, it } from 'vitest';
import { createCookieJar } from '../../src/console/cookie-jar.ts';

const NOW = Date.UTC(2026, 10, 20, 9);

function jarWith(path: string, ...cookies: readonly string[]) {
  const jar = createCookieJar(false);
  jar.keep(path, cookies, NOW);
  return jar;
}

describe('a cookie', () => {
  it.each([
    ['JSESSIONID=a1; Path=/api; HttpOnly', '/api/v2/me', 'JSESSIONID=a1'],
    ['JSESSIONID=a1; Path=/api', '/apis', ''],
    ['JSESSIONID=a1; Path=/', '/anything?at=all', 'JSESSIONID=a1'],
    ['JSESSIONID=a1', '/api/v2/workbins?fields=*', 'JSESSIONID=a1'],
    ['JSESSIONID=a1', '/elsewhere', ''],
    ['value=kept as it%20is', '/api/v2/me', 'value=kept as it%20is'],
    ['secret=1; Path=/; Secure', '/api/v2/me', ''],
    ['old=1; Path=/; Max-Age=0', '/api/v2/me', ''],
    ['old=1; Path=/; Expires=Thu, 19 Nov 2026 09:00:00 GMT', '/api/v2/me', ''],
    ['young=1; Path=/; Max-Age=60; Expires=Thu, 19 Nov 2026 09:00:00 GMT', '/api/v2/me', 'young=1'],
    ['; Path=/', '/api/v2/me', ''],
  ])('set as “%s” goes with %s as “%s”', (set, path, sent) => {
    expect(jarWith('/api/v2/me?subresources=features', set).cookiesFor(path, NOW)).toBe(sent);
  });

  it('is sent over a secure connection where it wants one', () => {
    const jar = createCookieJar(true);
    jar.keep('/', ['secret=1; Secure'], NOW);

    expect(jar.cookiesFor('/', NOW)).toBe('secret=1');
  });

  it('goes with the very next request, though what was sent before is remembered', () => {
    const jar = jarWith('/api/v2/me', 'JSESSIONID=a1; Path=/');

    const before = jar.cookiesFor('/api/v2/notifications/connect', NOW);
    jar.keep('/api/v2/notifications/handshake', ['BAYEUX_BROWSER=b2; Path=/'], NOW);
    const after = jar.cookiesFor('/api/v2/notifications/connect', NOW);
    const elsewhere = jar.cookiesFor('/api', NOW);

    expect([before, after, elsewhere]).toEqual([
      'JSESSIONID=a1',
      'JSESSIONID=a1; BAYEUX_BROWSER=b2',
      'JSESSIONID=a1; BAYEUX_BROWSER=b2',
    ]);
  });

  it('is no longer sent once its time is over', () => {
    const jar = jarWith('/', 'route=node1; Max-Age=60');

    expect([jar.cookiesFor('/', NOW + 59_000), jar.cookiesFor('/', NOW + 60_000)]).toEqual(['route=node1', '']);
  });

  it('takes the place of one of the same name and path, and is deleted by one that has expired', () => {
    const jar = jarWith('/api/v2/me', 'route=node1; Path=/', 'route=node2; Path=/');
    const before = jar.cookiesFor('/api', NOW);
    jar.keep('/api/v2/me', ['route=; Path=/; Max-Age=0'], NOW);

    expect([before, jar.cookiesFor('/api', NOW)]).toEqual(['route=node2', '']);
  });
});

it('sends what a full jar with domains and public suffixes sends back to one origin', () => {
  const path = fc.constantFrom('/', '/api', '/api/v2', '/api/v2/me', '/other');
  const cookie = fc
    .record({
      name: fc.constantFrom('a', 'b'),
      value: fc.constantFrom('1', '2', ''),
      path: fc.option(path),
      age: fc.constantFrom(null, 0, 60),
    })
    .map(
      ({ name, value, path: of, age }) =>
        `${name}=${value}${of === null ? '' : `; Path=${of}`}${age === null ? '' : `; Max-Age=${age}`}`,
    );
  const answers = fc.array(fc.record({ at: path, cookies: fc.array(cookie, { maxLength: 3 }) }), { maxLength: 5 });

  fc.assert(
    fc.property(answers, path, (given, asked) => {
      const browser = new BrowserJar();
      const jar = createCookieJar(false);
      for (const { at, cookies } of given) {
        jar.keep(at, cookies, Date.now());
        for (const one of cookies) browser.setCookieSync(one, `http://gws.example${at}`);
      }

      const sent = jar.cookiesFor(asked, Date.now());

      expect(sent.split('; ').toSorted()).toEqual(
        browser.getCookieStringSync(`http://gws.example${asked}`).split('; ').toSorted(),
      );
    }),
    { seed: 20_261_120, numRuns: 1000 },
  );
});
