import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatRoute } from '../../src/core/route.ts';
import { busy, fixtureData, NOW } from './fixture-host.ts';
import type { RenderedWindow } from './rendered-window.ts';
import { useRenderer } from './use-renderer.ts';

let window: RenderedWindow;
let page: Page;
const open = useRenderer((opened) => {
  window = opened;
  page = opened.page;
});

const HOUR = 3_600_000;
const [first] = busy().items;

/** Opens the page of the first item, put aside until then. */
async function openItem(snoozedUntil: number | null): Promise<void> {
  if (first === undefined) throw new Error('The fixtures hold no item.');
  const item = { ...first, snoozedUntil };
  const items = busy().items.map((one) => (one.id === item.id ? item : one));
  const at = formatRoute({ view: 'item', workbin: item.workbin, interactionId: item.id });
  await open(fixtureData(busy({ items })), { at });
}

describe('an item', () => {
  it('is put aside by the keyboard alone, for as long as is chosen', async () => {
    await openItem(null);

    await page.getByRole('button', { name: 'Snooze' }).press('Enter');
    const names = await page.getByRole('group', { name: 'Snooze' }).getByRole('button').allInnerTexts();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    expect(names).toEqual(['15 minutes', '1 hour', '3 hours', 'Until tomorrow 8:00']);
    const [call] = await window.calls('snoozeItem');
    expect(call?.slice(0, 2)).toEqual([first?.workbin, first?.id]);
    expect(call?.[2]).toBeGreaterThan(0);
    expect(await page.getByRole('group', { name: 'Snooze' }).isVisible()).toBe(false);
  });

  it('that is put aside says until when, there and in the list, and can be brought back', async () => {
    await openItem(NOW + HOUR);

    const marks = page.getByText(/^Snoozed until /);
    await marks.first().waitFor({ state: 'attached' });
    const count = await marks.count();
    await page.getByRole('button', { name: 'Bring back' }).click();

    expect(count).toBe(2);
    expect(await window.calls('snoozeItem')).toEqual([[first?.workbin, first?.id, null]]);
  });
});
