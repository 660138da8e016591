import { describe, expect, it } from 'vitest';
import { readTexts } from './read-texts.ts';

describe('the texts of a component', () => {
  it.each([
    ['<p>{t("Nothing waits")}</p>', ['Nothing waits']],
    ['<p>{on ? t("Muted") : t("Mute")}</p>', ['Muted', 'Mute']],
    ['<p>{t(on ? "Muted" : "Mute")}</p>', ['Muted', 'Mute']],
    ['<Box title={t("Look")} />', ['Look']],
    ['<p>{t.count(n, "{count} item", "{count} items")}</p>', ['{count} items']],
    ['<p>{t("In {place}", { place: t("All") })}</p>', ['In {place}', 'All']],
    ['<script lang="ts">const WORDS: Words = { a: phrase("Done") };</script><p>{t(WORDS.a)}</p>', ['Done']],
  ])('are known by their keys: %s', (source, keys) => {
    expect(readTexts('A.svelte', source)).toEqual({ keys: expect.arrayContaining(keys), forgotten: [] });
  });

  it.each([
    '<p>Nothing waits</p>',
    '<button title="Dismiss"></button>',
    '<Box title="Look" />',
    '<p>{on ? "Muted" : ""}</p>',
    '<p>{`${n} items found`}</p>',
    '<p aria-label={on ? "on" : ""}></p>',
    '{#if on}Muted{/if}',
    '<p>{t("Muted", { why: "Not watched" })}</p>',
    '<script lang="ts">const words = "Not watched";</script>',
  ])('are found where they were forgotten: %s', (source) => {
    expect(readTexts('A.svelte', source).forgotten).toHaveLength(1);
  });

  it.each([
    '<svg viewBox="0 0 12 12"><path d="M6 1.75a4.25 4.25 0 0 0 0 8.5Z" /></svg>',
    '<a class="button first" href="#/list">{name}</a>',
    '<Icon name="warning" /><p style:width="{n}px"></p>',
    '<p>Workbin Notifier {version}, 100 %</p>',
    '<input placeholder="https://desk.example/{id}" />',
    '<script lang="ts">if (event.key === "Escape") throw new Error("Not in a page");</script>',
    '<script lang="ts">import A from "./Not there.svelte"; type B = "Not watched";</script>',
    '<style>p::before { content: "Not watched"; }</style>',
  ])('are no more than what people read: %s', (source) => {
    expect(readTexts('A.svelte', source)).toEqual({ keys: [], forgotten: [] });
  });
});

describe('the texts of a module', () => {
  it('are found with their lines', () => {
    const source = "const a = phrase('Done');\nconst b = 'Not watched';\n";

    expect(readTexts('a.ts', source)).toEqual({ keys: ['Done'], forgotten: ['a.ts:2 Not watched'] });
  });
});
