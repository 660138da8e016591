const CONTROL = 'input:not([type=hidden]), select, textarea, button, a[href], summary';

/** What says what a control is for, or is one itself. */
const SAYING = 'label, legend, h2, h3, summary, button, a[href], [role=radiogroup] > [id], .line > span:first-child';

/** A setting on its page: what is to have the focus, and the line that holds it. */
export interface FoundControl {
  readonly control: HTMLElement;
  readonly line: HTMLElement;
}

/** The control below `page` that is called `words`, or the first of the group that is; null where there is none. */
export function findControl(page: ParentNode, words: string): FoundControl | null {
  for (const named of page.querySelectorAll<HTMLElement>(SAYING)) {
    if (readName(named) !== words) continue;
    const control = controlOf(named);
    if (control !== null) return { control, line: lineOf(named, control) };
  }
  return null;
}

/** What it says, without the hint below it. */
function readName(named: HTMLElement): string {
  const copy = named.cloneNode(true) as HTMLElement;
  for (const hint of copy.querySelectorAll('.hint')) hint.remove();
  return copy.textContent.replaceAll(/\s+/g, ' ').trim();
}

function controlOf(named: HTMLElement): HTMLElement | null {
  if (named.matches('button, a, summary')) return named;
  if (named instanceof HTMLLabelElement && named.control !== null) return named.control;
  // A group: the choice that is made in it, or whatever comes first.
  const group = named.closest('[role=radiogroup], fieldset, section, .line');
  return group?.querySelector<HTMLElement>('input:checked') ?? group?.querySelector<HTMLElement>(CONTROL) ?? null;
}

/** The line of a box of settings, or the group under a heading. */
function lineOf(named: HTMLElement, control: HTMLElement): HTMLElement {
  if (named.matches('h2, h3')) return named.closest('section') ?? named;
  for (let line: HTMLElement | null = named; line !== null; line = line.parentElement)
    if (line.parentElement?.matches('.box')) return line;
  for (let line: HTMLElement | null = named; line !== null; line = line.parentElement) if (line.contains(control)) return line;
  return control;
}
