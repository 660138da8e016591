import type { Page } from 'playwright-core';

/**
 * Controls on which the focus is not seen: without a ring of 2 pixels, with one that stands out from its ground by less than 3 : 1, is
 * cut off on two sides or more, or lies behind something. Every control is given the focus once.
 */
export async function findUnseenFocus(page: Page): Promise<readonly string[]> {
  // From a key on, the focus that a script gives is seen, too.
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const readColour = (colour: string): readonly number[] => {
      if (paint === null) return [0, 0, 0, 0];
      paint.clearRect(0, 0, 1, 1);
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
      return [...paint.getImageData(0, 0, 1, 1).data];
    };
    const light = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = readColour(colour).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (one: Element | null): string => {
      for (let around = one; around !== null; around = around.parentElement) {
        const { backgroundColor } = getComputedStyle(around);
        if (readColour(backgroundColor)[3] === 255) return backgroundColor;
      }
      return getComputedStyle(document.documentElement).colorScheme.includes('dark') ? 'black' : 'white';
    };
    const ringOf = (one: Element) => {
      const near = [one, one.nextElementSibling, one.closest('label')].filter((part) => part !== null);
      return near.find((part) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(part);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
      });
    };
    // What was opened over the rest hides it until Escape closes it.
    const top = [...document.querySelectorAll('dialog[open], :popover-open')].at(-1) ?? document.body;
    const found = new Set<string>();
    const controls = top.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    for (const control of controls) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(':disabled')) continue;
      const name = control.outerHTML.replaceAll(/ class="[^"]*"/g, '').slice(0, 120);
      control.focus();
      if (document.activeElement !== control) continue;
      const ring = ringOf(control);
      if (ring === undefined) {
        found.add(`no ring: ${name}`);
        continue;
      }
      const style = getComputedStyle(ring);
      const inside = parseFloat(style.outlineOffset) < 0;
      const [high, low] = [light(style.outlineColor), light(groundOf(inside ? ring : ring.parentElement))].sort((a, b) => b - a);
      const contrast = ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
      if (contrast < 3) found.add(`a faint ring, ${contrast.toFixed(1)} : 1: ${name}`);

      const reach = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) - 1;
      const { left, right, top: above, bottom } = ring.getBoundingClientRect();
      const cut = new Set<string>();
      for (let around = ring.parentElement; around !== null; around = around.parentElement) {
        const { overflowX, position } = getComputedStyle(around);
        if (overflowX !== 'visible') {
          const box = around.getBoundingClientRect();
          if (left - reach < box.left) cut.add('left');
          if (right + reach > box.right) cut.add('right');
          if (above - reach < box.top) cut.add('top');
          if (bottom + reach > box.bottom) cut.add('bottom');
        }
        if (position === 'fixed') break;
      }
      if (cut.size > 1) found.add(`a ring cut off (${[...cut].join(', ')}): ${name}`);
      const over = document.elementFromPoint((left + right) / 2, (above + bottom) / 2);
      if (over !== null && !ring.contains(over) && !over.contains(ring) && !(ring.parentElement?.contains(over) ?? false))
        found.add(`behind ${over.outerHTML.slice(0, 60)}: ${name}`);
    }
    return [...found];
  });
}
