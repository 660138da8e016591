import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServer } from '../../src/core/server-address.ts';
import { anyText } from './any-json.ts';

describe('readServer', () => {
  it.each([
    ['gws.example', 'https://gws.example'],
    ['  https://gws.example  ', 'https://gws.example'],
    ['https://gws.example/', 'https://gws.example'],
    ['https://gws.example/api/v2', 'https://gws.example'],
    ['https://gws.example/api/v2/', 'https://gws.example'],
    ['https://gws.example/api/v2/diagnostics/version', 'https://gws.example'],
    ['gws.example?authType=saml', 'https://gws.example'],
    ['https://gws.example/ui', 'https://gws.example'],
    ['http://gws.example:8090/ui/ad/v1/index.html?authType=saml#top', 'http://gws.example:8090'],
    ['HTTPS://GWS.Example', 'https://gws.example'],
    ['https://gws.example:443', 'https://gws.example'],
    ['http://gws.example:80', 'http://gws.example'],
    ['http://gws.example:443', 'http://gws.example:443'],
    ['gws.example:08090', 'https://gws.example:8090'],
    ['localhost:8090', 'https://localhost:8090'],
    ['http://10.0.0.1:8090', 'http://10.0.0.1:8090'],
    ['http://[::1]:8090', 'http://[::1]:8090'],
    ['gws-1.example', 'https://gws-1.example'],
    ['gws_1.example', 'https://gws_1.example'],
  ])('reads %s', (typed, origin) => {
    expect(readServer(typed)).toEqual({ kind: 'server', origin });
  });

  it.each([
    [''],
    ['   '],
    ['https://'],
    ['https:///path'],
    ['//gws.example'],
    ['ftp://gws.example'],
    ['file:///etc/passwd'],
    ['javascript:alert(1)'],
    ['https://j.doe:secret@gws.example'],
    ['j.doe@gws.example'],
    ['gws example'],
    ['https://gws.example:'],
    ['https://gws.example:0'],
    ['https://gws.example:65536'],
    ['https://gws.example:999999'],
    ['https://gws.example:80a'],
    ['https://gws.example:80:90'],
    ['https:\\\\gws.example'],
    ['<gws.example>'],
    ['gws.exa%6Dple'],
    ['gws.example\nevil.example'],
    ['http://[::1'],
    ['::1'],
    ['https://10.0.0.999'],
    ['https://[::::]'],
  ])('refuses %j, and says why in words', (typed) => {
    const read = readServer(typed);

    expect(read).toEqual({ kind: 'unusable', why: expect.stringMatching(/^\S.*\.$/s) as unknown });
  });

  it.each([
    ['http://gws.example/foo', 'not under /foo. Leave that out: http://gws.example.'],
    ['gws.example:8090/foo/api/v2?x#y', 'not under /foo/api/v2. Leave that out: https://gws.example:8090.'],
    ['gws.example/api/v3', 'not under /api/v3. Leave that out: https://gws.example.'],
    ['gws.example/api/v22', 'not under /api/v22. Leave that out: https://gws.example.'],
    ['gws.example//', 'not under //. Leave that out: https://gws.example.'],
  ])('refuses %s, which would have to be used otherwise than typed, and says what to type', (typed, why) => {
    expect(readServer(typed)).toEqual({ kind: 'unusable', why: expect.stringContaining(why) as unknown });
  });

  it('does not repeat a password that was typed into the address', () => {
    expect(JSON.stringify(readServer('https://j.doe:secret@gws.example'))).not.toContain('secret');
  });

  it('never throws, and reads what it made the same again', () => {
    const near = fc.stringMatching(/^(https?:\/\/)?[a-z0-9.:[\]-]{1,20}(\/.*)?$/);

    fc.assert(
      fc.property(fc.oneof(anyText, near), (typed) => {
        const read = readServer(typed);

        if (read.kind === 'server') expect(readServer(read.origin)).toEqual(read);
      }),
    );
  });
});
