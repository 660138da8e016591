import { afterAll, beforeAll, expect, it } from 'vitest';
import { busy, fixtureData } from './fixture-host.ts';
import { buildRenderer, type Renderer } from './rendered-window.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await buildRenderer();
});
afterAll(() => renderer.close());

it('runs no script and takes no style or picture that someone got into the page', async () => {
  const window = await renderer.open(fixtureData(busy()));

  await window.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "hacked"';
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    const holder = document.createElement('div');
    holder.innerHTML =
      '<img src="https://elsewhere.invalid/x.png" onerror="document.title = \'hacked\'"><p style="color: red"></p>';
    document.body.append(script, style, holder);
    fetch('https://elsewhere.invalid/').catch(() => undefined);
  });

  const refused = () => window.troubles.flatMap((trouble) => /directive:? ['"]([a-z-]+)/i.exec(trouble)?.[1] ?? []);
  await expect.poll(() => [...new Set(refused())].sort()).toEqual(['connect-src', 'img-src', 'script-src', 'style-src']);
  expect(await window.page.title()).toBe('All – Workbin Notifier');
  expect(await window.page.getByRole('heading', { name: 'All' }).isVisible()).toBe(true);
  await window.close();
});
