import type { Page } from 'playwright-core';

/** Labels and controls whose words do not fit into them, and do not end in an ellipsis either. */
export function findCutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, label, legend, dt, h1, h2, h3, summary, th, .badge, p')]
      .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
      // What is only heard takes no room.
      .filter((one) => ![one, ...one.children].some((part) => getComputedStyle(part).clipPath !== 'none'))
      .filter((one) => !['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
      .filter((one) => getComputedStyle(one).textOverflow !== 'ellipsis')
      .map((one) => `${one.outerHTML.slice(0, 160)} ${one.scrollWidth} > ${one.clientWidth}`),
  );
}

/** Words that lie over other words, stand out of what clips them, or end in an ellipsis without being told in full anywhere. */
export function findHidden(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    interface Words {
      readonly node: Node;
      readonly text: string;
      readonly box: DOMRect;
      readonly layer: Element | null;
    }
    const found = new Set<string>();
    const words: Words[] = [];
    const short = (text: string) => `“${text.trim().slice(0, 40)}”`;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement: parent, textContent } = node;
      if (parent === null || textContent === null || textContent.trim() === '' || !top.contains(parent)) continue;
      if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || parent.closest('option, select'))
        continue;
      range.selectNodeContents(node);
      // What clips it: an ellipsis and a pane that scrolls are meant to.
      let clip = new DOMRect(0, 0, innerWidth, innerHeight);
      let isShortened = false;
      let isHeardOnly = false;
      let isFloating = false;
      let isInPane = false;
      for (let around: Element | null = parent; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.clipPath !== 'none') isHeardOnly = true;
        if (style.textOverflow === 'ellipsis' || Number(style.webkitLineClamp) > 0) isShortened = true;
        if (style.overflowX !== 'visible' && !isFloating) {
          const box = around.getBoundingClientRect();
          const scrolls = ['auto', 'scroll'].includes(style.overflowY);
          for (const rect of range.getClientRects()) {
            const cut =
              rect.bottom > box.bottom + 3 || rect.top < box.top - 3 || rect.right > box.right + 2 || rect.left < box.left - 2;
            if (cut && !scrolls && !isInPane && !isShortened && !isHeardOnly && box.width > 1)
              found.add(`cut off: ${short(textContent)} by ${around.outerHTML.slice(0, 80)}`);
          }
          isInPane ||= scrolls;
          const left = Math.max(clip.left, box.left);
          const above = Math.max(clip.top, box.top);
          clip = new DOMRect(left, above, Math.min(clip.right, box.right) - left, Math.min(clip.bottom, box.bottom) - above);
        }
        if (style.position === 'fixed') isFloating = true;
      }
      if (isHeardOnly) continue;
      const own = parent.closest('[lang]') === document.documentElement && parent.closest('[dir="auto"], bdi') === null;
      const line = parent.closest<HTMLElement>('*');
      if (
        own &&
        isShortened &&
        line !== null &&
        line.scrollWidth > line.clientWidth + 1 &&
        parent.closest('[title], [aria-label]') === null
      )
        found.add(`shortened without a tooltip: ${short(textContent)}`);
      const layer = parent.closest('dialog, [role="listbox"], [popover], .fold-words');
      for (const rect of range.getClientRects()) {
        const left = Math.max(rect.left, clip.left);
        const above = Math.max(rect.top, clip.top);
        const box = new DOMRect(left, above, Math.min(rect.right, clip.right) - left, Math.min(rect.bottom, clip.bottom) - above);
        if (box.width > 0 && box.height > 0) words.push({ node, text: textContent, box, layer });
      }
    }
    words.sort((a, b) => a.box.top - b.box.top);
    for (const [index, one] of words.entries())
      for (const other of words.slice(index + 1)) {
        if (other.box.top >= one.box.bottom) break;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
        if (wide > 2 && high > 4 && one.node !== other.node && one.layer === other.layer)
          found.add(`one over the other: ${short(one.text)} and ${short(other.text)}`);
      }
    return [...found];
  });
}
