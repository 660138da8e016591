import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { busy, firstStart, fixtureData, NOW, type FixtureData } from './fixture-host.ts';
import { buildRenderer, type RenderedWindow, type Renderer } from './rendered-window.ts';

let renderer: Renderer;
let window: RenderedWindow;
let page: Page;
beforeAll(async () => {
  renderer = await buildRenderer();
});
afterAll(() => renderer.close());
afterEach(async () => {
  const { troubles } = window;
  await window.close();
  expect(troubles).toEqual([]);
});

async function open(data: FixtureData, at = '#/list'): Promise<void> {
  window = await renderer.open(data, { at });
  page = window.page;
}

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
  await window.close();

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

it('shows each step of the test as it is told', async () => {
  await open(
    fixtureData(firstStart(), {
      steps: [
        { name: 'reachable', outcome: 'passed', text: 'gws.example answers' },
        { name: 'version', outcome: 'running', text: '' },
      ],
    }),
  );
  await fill('gws.example', 'k', 'secret');
  const steps = page.getByRole('region', { name: 'Test of the connection' }).getByRole('listitem');
  const told = async () => (await steps.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(' :', ':'));

  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByRole('button', { name: 'Testing' }).waitFor();
  expect(await told()).toEqual([
    'The server answers: passed gws.example answers',
    'It is a version we know: being tried',
    'It lets you in: not tried yet',
    'It can tell us what happens: not tried yet',
    'Your workbins are found: not tried yet',
  ]);

  await window.emit('testStep', { name: 'version', outcome: 'failed', text: 'It does not tell its version' });
  await expect.poll(async () => (await told())[1]).toBe('It is a version we know: failed It does not tell its version');

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

it('lets someone who is signed in turn back', async () => {
  await open(fixtureData(busy()), '#/sign-in');

  await page.getByRole('link', { name: 'Cancel' }).click();

  await page.getByRole('heading', { name: 'All' }).waitFor();
});
