import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnPage, PAGE, resolveFile, serveFiles } from '../../src/electron/app-protocol.ts';
import { answer, toChromium } from '../stand-in/protocol.ts';

const root = mkdtempSync(path.join(tmpdir(), 'app-protocol-'));
const served = path.join(root, 'renderer');

beforeAll(() => {
  mkdirSync(path.join(served, 'assets'), { recursive: true });
  writeFileSync(path.join(served, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(served, 'assets', 'index-a_B1.js'), 'export {}');
  writeFileSync(path.join(root, 'secret.html'), 'secret');
  serveFiles(served);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the app’s own scheme', () => {
  it.each([
    ['app://workbin-notifier/index.html', 'index.html'],
    ['app://workbin-notifier/index.html?x#/list', 'index.html'],
    ['app://workbin-notifier/assets/index-a_B1.js', 'assets/index-a_B1.js'],
  ])('serves %s', (url, file) => {
    expect(resolveFile(served, url)?.file).toBe(path.join(served, file));
  });

  it.each([
    'app://workbin-notifier',
    'app://workbin-notifier/',
    'app://workbin-notifier/assets',
    'app://workbin-notifier/../secret.html',
    'app://workbin-notifier/assets/../../secret.html',
    'app://workbin-notifier/%2e%2e/secret.html',
    'app://workbin-notifier/..%2fsecret.html',
    'app://workbin-notifier/..\\secret.html',
    'app://workbin-notifier//secret.html',
    'app://workbin-notifier/C:/secret.html',
    'app://workbin-notifier/.hidden.html',
    'app://workbin-notifier/index.html\u0000.js',
    'app://workbin-notifier/index.php',
    'app://elsewhere/index.html',
    'app://workbin-notifier:80/index.html',
    'app://user@workbin-notifier/index.html',
    'https://workbin-notifier/index.html',
    'file:///index.html',
  ])('does not serve %j', (url) => {
    expect(resolveFile(served, url)).toBeNull();
  });

  it('leads nowhere out of its folder, whatever the path is', () => {
    const parts = fc.array(
      fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', 'a', 'assets', 'secret.html', ':', '~', '…', ' '),
    );

    fc.assert(
      fc.property(
        fc.oneof(
          parts.map((found) => found.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (wanted) => {
          const found = resolveFile(served, `app://workbin-notifier/${wanted}`);
          if (found !== null) expect(path.relative(served, found.file)).not.toMatch(/^\.\.|^[/\\]/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('sends a content security policy and no guessing with every answer', async () => {
    const page = await answer(toChromium(PAGE), 'GET');
    const missing = await answer(toChromium('app://workbin-notifier/missing.html'), 'GET');
    const posted = await answer(toChromium(PAGE), 'POST');

    expect([page?.status, missing?.status, posted?.status]).toEqual([200, 404, 404]);
    expect(page?.headers['content-type']).toBe('text/html; charset=utf-8');
    for (const reply of [page, missing, posted]) {
      expect(reply?.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(reply?.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
      expect(reply?.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('knows its own page from others', () => {
    expect([PAGE, `${PAGE}#/list`].map(isOwnPage)).toEqual([true, true]);
    expect(
      [`${PAGE}x`, `${PAGE}?x`, 'app://workbin-notifier/', 'https://workbin-notifier/index.html', ''].map(isOwnPage),
    ).toEqual([false, false, false, false, false]);
  });
});
