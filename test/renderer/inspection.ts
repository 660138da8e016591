import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Controls under 24 pixels, links within sentences apart; what can be scrolled sideways; whether the page can be scrolled. */
export function measure(
  page: Page,
): Promise<{ readonly small: readonly string[]; readonly sideways: readonly string[]; readonly page: string }> {
  return page.evaluate(() => {
    const small = [...document.querySelectorAll('button, a:not(p a), input, select, summary')].filter((control) => {
      const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
      return width > 0 && (width < 24 || height < 24);
    });
    const sideways = [...document.querySelectorAll('*')].filter(
      (one) => one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX),
    );
    if (document.documentElement.scrollWidth > innerWidth) sideways.push(document.documentElement);
    return {
      small: small.map((one) => one.outerHTML.slice(0, 120)),
      sideways: sideways.map((one) => one.outerHTML.slice(0, 120)),
      page:
        document.documentElement.scrollHeight > innerHeight || document.body.scrollHeight > innerHeight
          ? `${document.documentElement.scrollHeight} px high in a window of ${innerHeight} px`
          : 'as high as the window',
    };
  });
}

const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** The rules whose answer depends on the theme. */
const COLOUR_RULES = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What axe objects to, in short; of the colours alone where the rest was looked at in another theme. Its script runs in the debugger's world, so the page's own policy stays as it is. */
export async function inspect(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  if (await page.evaluate<boolean>('typeof axe === "undefined"')) await page.evaluate(axe);
  // It waits by timers of its own.
  await page.clock.resume();
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify(what === 'all' ? RULES : COLOUR_RULES)})`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}
