import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, readExternalLink } from '../../src/electron/external-link.ts';

describe('a link for the browser', () => {
  it.each([
    ['https://crm.example/a?b=c#d', 'https://crm.example/a?b=c#d'],
    ['HTTP://crm.example:8080', 'http://crm.example:8080/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://[::1]:8443/x', 'https://[::1]:8443/x'],
  ])('may be %s', (address, link) => {
    expect(readExternalLink(address)).toBe(link);
  });

  it.each([
    '',
    'crm.example',
    '//crm.example',
    'https:',
    'https:///path',
    'https:crm.example',
    'https:/crm.example',
    'https://user:word@crm.example',
    'https://@crm.example',
    'https://crm.example\\@elsewhere.example',
    'https://crm.example/a b',
    'https://crm.example/a\nb',
    ' https://crm.example',
    'https://crm.example/\u202egnp.exe',
    'https://crm\u200b.example',
    'https://crm.example:99999',
    'https://?',
    'file:///etc/passwd',
    'FILE://server/share',
    '\\\\server\\share',
    'ms-settings:privacy',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'mailto:a@b.example',
    'smb://server/share',
    'blob:https://crm.example/1',
    'view-source:https://crm.example',
    'app://workbin-notifier/index.html',
    `https://crm.example/${'a'.repeat(2000)}`,
  ])('is not %j', (address) => {
    expect(readExternalLink(address)).toBeNull();
  });

  it('is always http or https with a host and without a user, whatever is asked for', () => {
    const pieces = fc.constantFrom(
      'http',
      'https',
      'file',
      ':',
      '//',
      '/',
      '\\',
      '@',
      'crm.example',
      '?',
      '#',
      '%00',
      '%2e%2e',
      '\u0000',
      '\t',
      ' ',
      '[',
      ']',
      '127.1',
      'é',
      '\u202e',
    );
    const address = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );

    fc.assert(
      fc.property(address, (asked) => {
        const link = readExternalLink(asked);
        if (link === null) return;
        const url = new URL(link);
        expect(['http:', 'https:']).toContain(url.protocol);
        expect(url.hostname).not.toBe('');
        expect(url.username + url.password).toBe('');
        expect(link).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a template', () => {
  const values = { interactionId: '00011aAAA0000001', contactId: null, workbinId: 'a/b', medium: 'email' };

  it.each([
    ['https://crm.example/{interactionId}', 'https://crm.example/00011aAAA0000001'],
    [
      'https://crm.example/?id={interactionId}&wb={workbinId}#{medium}',
      'https://crm.example/?id=00011aAAA0000001&wb=a%2Fb#email',
    ],
    ['https://crm.example/fixed', 'https://crm.example/fixed'],
  ])('%s is filled', (template, link) => {
    expect(fillTemplate(template, values)).toBe(link);
  });

  it.each([
    '',
    'https://crm.example/{contactId}',
    'https://crm.example/{unknown}',
    'https://crm.example/{__proto__}',
    'https://{medium}.example/',
    'javascript:{medium}',
  ])('%j gives nothing', (template) => {
    expect(fillTemplate(template, values)).toBeNull();
  });

  it('goes to the same server and the same depth, whatever the values are', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '.', '../..', '/', '@evil.example', '%2e%2e', '\\', '#', '?', '\u202e', '\ud800'),
    );

    fc.assert(
      fc.property(value, value, (interactionId, medium) => {
        const link = fillTemplate('https://crm.example:8443/open/{interactionId}/{medium}?q={medium}', { interactionId, medium });
        if (link === null) return;
        const url = new URL(link);
        expect(url.origin).toBe('https://crm.example:8443');
        expect(url.pathname.split('/')).toHaveLength(4);
        expect(url.hash).toBe('');
        expect(decodeURIComponent(url.pathname.split('/')[2]!)).toBe(interactionId);
      }),
      { numRuns: 2000 },
    );
  });
});
