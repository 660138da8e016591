import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import { busy, detailsOf, firstStart, fixtureData, NOW } from './fixture-host.ts';
import type { RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

async function fill(server: string, userName: string, password: string): Promise<void> {
  await page.getByLabel('Server').fill(server);
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password').fill(password);
}

const described = (label: string) =>
  page.getByLabel(label).evaluate((field) =>
    (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((one) => document.getElementById(one)?.textContent?.trim())
      .join(' '),
  );
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));

it('starts at the first field that is empty', async () => {
  await open(fixtureData(firstStart()));
  expect(await focused()).toBe('server');

  await open(fixtureData(firstStart({ settings: busy().settings })));
  expect(await focused()).toBe('password');
  expect(await page.getByLabel('Server').inputValue()).toBe('https://gws.example:8090');
  expect(await page.title()).toBe('Sign in – Workbin Notifier');
});

it('says next to each field what is wrong with it, and asks nobody', async () => {
  await open(fixtureData(firstStart()));
  await fill('ftp://gws.example', '', '');

  await page.getByRole('button', { name: 'Sign in' }).click();

  expect(await described('Server')).toBe('The address must start with https:// or http://, not ftp://.');
  expect(await described('User name')).toBe('Enter your user name.');
  expect(await described('Password')).toBe('Enter your password.');
  expect(await focused()).toBe('server');
  expect(await window.calls('signIn')).toEqual([]);
  await page.getByLabel('User name').fill('k');
  expect(await described('User name')).toBe('');
});

it('signs in with Enter and keeps no password', async () => {
  await open(fixtureData(firstStart()));
  await fill(' gws.example:8090/ui/ ', ' k.adeyemi ', ' pass word ');

  await page.getByLabel('Password').press('Enter');

  await expect
    .poll(() => window.calls('signIn'))
    .toEqual([[{ server: 'https://gws.example:8090', userName: 'k.adeyemi', password: ' pass word ' }]]);
  await expect.poll(() => page.getByLabel('Password').inputValue()).toBe('');
  await window.show(busy({ at: NOW + 1 }));
  await page.getByRole('heading', { name: 'All' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('All');
  expect(await page.content()).not.toContain('pass word');
});

it('says why it was refused, where the password is', async () => {
  const why = 'The server does not know this user name and password.';
  await open(fixtureData(firstStart(), { signIn: { signedIn: false, why } }));
  await fill('gws.example', 'k', 'wrong');

  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByRole('alert').filter({ hasText: why }).waitFor();
  expect(await described('Password')).toContain(why);
  await expect.poll(focused).toBe('password');
});

it('says why it could not ask, where the server is', async () => {
  const why = 'Nothing answers at this address (ECONNREFUSED)';
  await open(fixtureData(firstStart(), { signIn: { signedIn: false, why } }));
  await fill('gws.example', 'k', 'secret');

  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByRole('alert').filter({ hasText: why }).waitFor();
  expect(await described('Server')).toBe(why);
  expect(await page.getByLabel('Server').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Password').getAttribute('aria-invalid')).toBe(null);
  await expect.poll(focused).toBe('server');
  await page.getByLabel('Server').fill('gws2.example');
  expect(await page.getByRole('alert').count()).toBe(0);
});

it('says that the password must be changed, where the password is', async () => {
  const why = 'The password must be changed first. Sign in to Workspace and change it there';
  await open(fixtureData(firstStart(), { signIn: { signedIn: false, why } }));
  await fill('gws.example', 'k', 'old');

  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByRole('alert').filter({ hasText: why }).waitFor();
  expect(await described('Password')).toBe(why);
  expect(await page.getByLabel('Server').getAttribute('aria-invalid')).toBe(null);
});

it('shows each step of the test as it is told', async () => {
  await open(
    fixtureData(firstStart(), {
      steps: [
        { name: 'reachable', outcome: 'passed', text: 'The server answers' },
        { name: 'version', outcome: 'running', text: 'Asking for its version' },
      ],
    }),
  );
  await fill('gws.example', 'k', 'secret');
  const steps = page.getByRole('region', { name: 'Test of the connection' }).getByRole('listitem');
  const told = async () => (await steps.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(' :', ':'));

  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByRole('button', { name: 'Testing' }).waitFor();
  expect(await told()).toEqual([
    'Reaching the server: passed The server answers',
    'Version: being tried',
    'Signing in: not tried yet',
    'Notifications: not tried yet',
    'Workbins: not tried yet',
  ]);

  await window.emit('testStep', { name: 'version', outcome: 'failed', text: 'It does not tell its version' });
  await expect.poll(async () => (await told())[1]).toBe('Version: failed It does not tell its version');

  const names = ['reachable', 'version', 'signed-in', 'cometd', 'workbins'] as const;
  await window.change({ steps: names.map((name) => ({ name, outcome: 'passed' as const, text: '' })) });
  await page.evaluate('window.fixture.finishTest()');
  await page.getByText('Everything works. You can sign in now.').waitFor();
  expect(await window.calls('signIn')).toEqual([]);
});

it('says why the session ended and keeps server and user name', async () => {
  await open(
    fixtureData(
      busy({ connection: { state: 'signed-out', reason: 'your password was changed', since: NOW, freshAt: NOW, retryAt: null } }),
    ),
  );

  await page.getByText('Your password was changed', { exact: true }).waitFor();
  expect(await page.getByLabel('User name').inputValue()).toBe('k.adeyemi');
  expect(await focused()).toBe('password');
});

it('warns of a password that others could read', async () => {
  await open(fixtureData(firstStart()));

  await page.getByLabel('Server').fill('http://gws.example');
  expect(await described('Server')).toContain('others can read it');
  await page.getByLabel('Server').fill('http://127.0.0.1:8090');
  expect(await described('Server')).not.toContain('others can read it');
});

it('leads from the page of an item that the new account does not know to the list', async () => {
  const [first] = busy().items;
  const at = formatRoute({ view: 'item', workbin: first!.workbin, interactionId: first!.id });
  const connecting = {
    state: 'connecting',
    reason: 'Connecting to the server',
    since: NOW,
    freshAt: null,
    retryAt: null,
  } as const;
  await open(fixtureData(firstStart(), { details: {}, history: [] }), { at });

  await window.show(busy({ at: NOW + 1, items: [], connection: connecting }));
  await page.getByRole('heading', { name: 'This interaction is no longer known' }).waitFor();
  expect(await page.evaluate(() => location.hash)).toBe(at);
  await window.show(busy({ at: NOW + 2 }));

  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/list');
});

it('stays at the page of an item that is known after the sign-in', async () => {
  const [first] = busy().items;
  const at = formatRoute({ view: 'item', workbin: first!.workbin, interactionId: first!.id });
  await open(fixtureData(firstStart(), { details: { [first!.id]: detailsOf(first!) } }), { at });

  await window.show(busy({ at: NOW + 1 }));

  await page.getByRole('region', { name: 'Details' }).getByText('OrderNumber', { exact: true }).waitFor();
  expect(await page.evaluate(() => location.hash)).toBe(at);
});

it('lets someone who is signed in turn back', async () => {
  await open(fixtureData(busy()), { at: '#/sign-in' });

  await page.getByRole('link', { name: 'Cancel' }).click();

  await page.getByRole('heading', { name: 'All' }).waitFor();
});
