import { beforeAll, describe, expect, it } from 'vitest';
import { createTranslate, ENGLISH, ENGLISH_SPEECH, PSEUDO, type Speech } from '../../src/core/language.ts';
import { loadSpeech } from '../../src/core/languages/load.ts';
import { explain } from '../../src/core/reasons.ts';

let speech: Speech = ENGLISH_SPEECH;
const pseudo = createTranslate(() => speech);
beforeAll(async () => {
  speech = await loadSpeech(PSEUDO);
});

const SAID = [
  'Watching',
  'The Interaction Server is not available',
  'Watching, except Claims: the server refused',
  'Not certain about 3 workbins: The server did not confirm it; trying again',
  'Not yet certain about Billing (EMEA)',
  'already announced in Billing (Claims: EMEA)',
  'Nothing answers at this address (ECONNREFUSED)',
  'many arrived at once; rule “VIP” matched',
  'rule “VIP” matched and holds it until 13:00; counted in the digest unless it leaves, is opened, is announced elsewhere or the workbin is muted before',
  'quiet hours until tomorrow 08:00; rule “A; B” did not match: “Customer Segment” is not “gold”; counted in the digest unless it leaves, is opened or is announced elsewhere before',
  'rule “A” did not match: it is no chat; rule “B” did not match: it lies in another workbin; 4 more rules did not match; rule “C; D” matched',
  'No answer within 2.5 s',
  'This does not look like Genesys Web Services. The server answered with HTTP 404',
  'Signed in as Ada King; the account has no multimedia feature, so workbins may not work',
  'Your settings could not be read. The last settings that could be read are in use. The damaged file is kept as C:\\a b\\settings.damaged.json.',
];

describe('a reason', () => {
  it.each(SAID)('stays as it is in English: %s', (reason) => {
    expect(explain(reason, ENGLISH)).toBe(reason);
  });

  it.each(SAID)('is said in another language: %s', (reason) => {
    expect(explain(reason, pseudo)).toMatch(/^\[.*\]$/);
  });

  it('of several is said one by one', () => {
    const said = explain('quiet hours until 08:00; rule “VIP” did not match: it is no chat', pseudo);

    expect(said).toMatch(/^\[[^\]]* 08:00[^\]]*\]; \[[^\]]*“VIP”[^[]*\[[^\]]*chat[^\]]*\]\]$/);
  });

  it('of several is said one by one where a name looks like two', () => {
    const said = explain('many arrived at once; rule “A; B” did not match: it is no chat; rule “C” matched', pseudo);

    expect(said.match(/\]; \[/g)).toHaveLength(2);
  });

  it('inside another is said too, and names stay', () => {
    expect(explain('Not certain about 3 workbins: refused', pseudo)).toMatch(/ \[3 [^\]]+\]: \[/);
    expect(explain('Watching, except Claims: The server left it out', pseudo)).toContain(' Claims: [');
  });

  it('that is a server’s own stays as it is', () => {
    expect(explain('Quota of sessions exceeded', pseudo)).toBe('Quota of sessions exceeded');
  });
});
