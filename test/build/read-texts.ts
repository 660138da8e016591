import { parse } from 'svelte/compiler';

/** A node of any of the syntax trees that Svelte's parser gives. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
  readonly name?: string;
  readonly data?: string;
  readonly operator?: string;
  readonly consequent?: Node;
  readonly alternate?: Node;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly expression?: Node;
  readonly content?: Node;
  readonly arguments?: readonly Node[];
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

/** What one file says: the keys that the catalogs must have, and text that is handed to no translation, with its line. */
export interface Texts {
  readonly keys: readonly string[];
  readonly forgotten: readonly string[];
}

/** Attributes whose value people read or hear. */
const READ = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt']);

/** Attributes whose value is for the machine, although it may be several words. */
const CODE = new Set(['class', 'id', 'href', 'name', 'type', 'autocomplete', 'rel', 'd', 'viewBox', 'place', 'role']);

/** Calls whose arguments are no text of the window, or are one already translated. */
const OTHER_CALLS = new Set([
  'Error',
  'TypeError',
  'querySelector',
  'querySelectorAll',
  'closest',
  'matches',
  'getPropertyValue',
]);

/** Reads a component, or a module in TypeScript. */
export function readTexts(file: string, source: string): Texts {
  const isComponent = file.endsWith('.svelte');
  const text = isComponent ? source : `<script lang="ts">\n${source}\n</script>`;
  const tree = parse(text, { modern: true }) as unknown as Record<'instance' | 'module' | 'fragment', Node | undefined>;
  const keys: string[] = [];
  const forgotten: string[] = [];
  const lineOf = (node: Node) => text.slice(0, node.start).split('\n').length - (isComponent ? 0 : 1);
  const forget = (node: Node, words: string) => forgotten.push(`${file}:${lineOf(node)} ${words.trim().replaceAll(/\s+/g, ' ')}`);

  const walk = (node: unknown, visit: (node: Node) => boolean): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, visit);
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    if (!visit(node as Node)) return;
    for (const [field, value] of Object.entries(node))
      if (field !== 'loc' && field !== 'typeAnnotation' && field !== 'typeArguments') walk(value, visit);
  };

  /** Strings of code: what is translated is noted, and what reads like a sentence but is not, too. */
  const readCode = (code: unknown, isText: (words: string) => boolean) =>
    walk(code, (node) => {
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        const translated = textArguments(node);
        if (translated !== null) {
          keys.push(...translated.keys);
          for (const rest of translated.others) readCode(rest, isText);
          return false;
        }
        return !OTHER_CALLS.has(node.callee?.name ?? node.callee?.property?.name ?? '');
      }
      if (/^(Import|ExportAll|ExportNamed)/.test(node.type) && node.source) return false;
      // A word that is compared with is the server's or the browser's.
      if (node.type === 'BinaryExpression' && node.operator !== '+') return false;
      if (node.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)Expression$/.test(node.type)) return false;
      const words = literalOf(node);
      if (words !== null && isText(words)) forget(node, words);
      return true;
    });

  for (const script of [tree.instance, tree.module]) if (script) readCode(script.content, isSentence);
  walk(tree.fragment, (node) => {
    if (node.type === 'Text') {
      if (hasLetters(node.data ?? '')) forget(node, node.data ?? '');
      return false;
    }
    if (node.type === 'Attribute') {
      if (CODE.has(node.name ?? '')) return false;
      const isText = READ.has(node.name ?? '') ? hasLetters : isWords;
      // True where the attribute has no value.
      for (const part of [node.value].flat() as (Node | true)[]) {
        if (part === true) continue;
        if (part.type !== 'Text') readCode(part.expression, isText);
        else if (isText(part.data ?? '')) forget(part, part.data ?? '');
      }
      return false;
    }
    if (node.type === 'ExpressionTag') {
      readCode(node.expression, isWords);
      return false;
    }
    if (/^(Identifier|.*Expression|.*Literal|Variable.*|Snippet.*Parameter)$/.test(node.type)) {
      readCode(node, isSentence);
      return false;
    }
    return true;
  });
  return { keys, forgotten };
}

/** The keys that a call of `t`, `t.count` or `phrase` hands over, and its other arguments; null for any other call. */
function textArguments({ callee, arguments: args = [] }: Node): { keys: string[]; others: readonly (Node | undefined)[] } | null {
  if (callee?.type === 'Identifier' && (callee.name === 't' || callee.name === 'phrase')) {
    const [first, ...others] = args;
    const keys = choices(first).flatMap((node) => literalOf(node) ?? []);
    return { keys, others: keys.length === 0 ? args : others };
  }
  if (callee?.type === 'MemberExpression' && callee.object?.name === 't' && callee.property?.name === 'count') {
    const [count, , many, ...others] = args;
    return { keys: choices(many).flatMap((node) => literalOf(node) ?? []), others: [count, ...others] };
  }
  return null;
}

/** What an argument may be. */
function choices(node: Node | undefined): Node[] {
  if (node?.type !== 'ConditionalExpression') return node === undefined ? [] : [node];
  return [...choices(node.consequent), ...choices(node.alternate)];
}

/** The text of a literal, with a hole for whatever is computed; null for anything else. */
function literalOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  return node.quasis?.map(({ value }) => value.cooked).join('…') ?? '';
}

/** What is the same in every language: the name of the product, addresses and units of styles. */
const withoutNames = (words: string) => words.replaceAll(/Workbin Notifier|https?:\/\/\S*|\bpx\b|translateY/g, '');
const hasLetters = (words: string) => /\p{L}{2}/u.test(withoutNames(words));
/** A word with a capital or several words, as people read them; not `ArrowDown`, `0 0 16 16` or `button first`. */
const isWords = (words: string) => /^\p{Lu}\p{Ll}+$|\p{L}{2} \p{Ll}{2}/u.test(withoutNames(words)) || isSentence(words);
const isSentence = (words: string) => /^\W*\p{Lu}[\p{Ll}’]* \p{L}/u.test(withoutNames(words));
