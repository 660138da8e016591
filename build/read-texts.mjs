// @ts-check
/** Finds the texts in the source that people see: those that go through a translation, and those that were forgotten. */
import { parse } from 'svelte/compiler';

/**
 * A node of any of the syntax trees that Svelte's parser gives.
 *
 * @typedef {{ type: string, start: number, end: number, [field: string]: any }} Node
 */

/**
 * What one file says: the keys that the catalogs must have, and text that is handed to no translation, with its line.
 *
 * @typedef {{ keys: string[], forgotten: string[] }} Texts
 */

/** Attributes whose value people read or hear. */
const READ = new Set(['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt']);

/** Calls whose arguments are no text of the window, or are one already translated. */
const OTHER_CALLS = new Set(['Error', 'TypeError', 'querySelector', 'querySelectorAll', 'closest', 'matches', 'getPropertyValue']);

/**
 * Reads a component, or a module in TypeScript.
 *
 * @param {string} file
 * @param {string} source
 * @returns {Texts}
 */
export function readTexts(file, source) {
  const isComponent = file.endsWith('.svelte');
  const text = isComponent ? source : `<script lang="ts">\n${source}\n</script>`;
  const tree = /** @type {any} */ (parse(text, { modern: true }));
  /** @type {string[]} */
  const keys = [];
  /** @type {string[]} */
  const forgotten = [];
  const lineOf = (/** @type {Node} */ node) => text.slice(0, node.start).split('\n').length - (isComponent ? 0 : 1);
  const forget = (/** @type {Node} */ node, /** @type {string} */ words) =>
    forgotten.push(`${file}:${lineOf(node)} ${words.trim().replaceAll(/\s+/g, ' ')}`);

  /** @type {(node: unknown, visit: (node: Node) => boolean) => void} */
  const walk = (node, visit) => {
    if (Array.isArray(node)) for (const one of node) walk(one, visit);
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    if (!visit(/** @type {Node} */ (node))) return;
    for (const [field, value] of Object.entries(node))
      if (field !== 'loc' && field !== 'typeAnnotation' && field !== 'typeArguments') walk(value, visit);
  };

  /** Strings of code: what is translated is noted, and what reads like a sentence but is not, too. */
  const readCode = (/** @type {unknown} */ code, /** @type {(words: string) => boolean} */ isText) =>
    walk(code, (node) => {
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        const translated = textArguments(node);
        if (translated !== null) {
          keys.push(...translated.keys);
          for (const rest of translated.others) readCode(rest, isText);
          return false;
        }
        return !OTHER_CALLS.has(node['callee'].name ?? node['callee'].property?.name ?? '');
      }
      if (/^(Import|ExportAll|ExportNamed)/.test(node.type) && node['source']) return false;
      if (node.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)Expression$/.test(node.type)) return false;
      const words = literalOf(node);
      if (words !== null && isText(words)) forget(node, words);
      return true;
    });

  for (const script of [tree.instance, tree.module]) if (script) readCode(script.content, isSentence);
  walk(tree.fragment, (node) => {
    if (node.type === 'Text') {
      if (hasLetters(node['data'])) forget(node, node['data']);
      return false;
    }
    if (node.type === 'Attribute') {
      const isRead = READ.has(node['name']);
      for (const part of Array.isArray(node['value']) ? node['value'] : [node['value']]) {
        if (part?.type === 'Text') {
          if (isRead ? hasLetters(part.data) : isWords(part.data)) forget(part, part.data);
        } else readCode(part?.expression, isRead ? hasLetters : isWords);
      }
      return false;
    }
    if (node.type === 'ExpressionTag') {
      readCode(node['expression'], isWords);
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
function textArguments(/** @type {Node} */ call) {
  const { callee, arguments: given } = call;
  /** @type {Node[]} */
  const args = given;
  if (callee.type === 'Identifier' && (callee.name === 't' || callee.name === 'phrase')) {
    const [first, ...others] = args;
    const keys = choices(first).flatMap((node) => literalOf(node) ?? []);
    return { keys, others: keys.length === 0 ? args : others };
  }
  if (callee.type === 'MemberExpression' && callee.object.name === 't' && callee.property.name === 'count') {
    const [count, , many, ...others] = args;
    return { keys: choices(many).flatMap((node) => literalOf(node) ?? []), others: [count, ...others] };
  }
  return null;
}

/** @returns {Node[]} what an argument may be */
function choices(/** @type {Node | undefined} */ node) {
  if (node?.type !== 'ConditionalExpression') return node === undefined ? [] : [node];
  return [...choices(node['consequent']), ...choices(node['alternate'])];
}

/** The text of a literal, with a hole for whatever is computed; null for anything else. */
function literalOf(/** @type {Node} */ node) {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  return node['quasis'].map((/** @type {Node} */ part) => part['value'].cooked).join('\u2026');
}

const hasLetters = (/** @type {string} */ words) => /\p{L}{2}/u.test(words);
/** A word with a capital or several words, as people read them; not `ArrowDown`, `0 0 16 16` or `button first`. */
const isWords = (/** @type {string} */ words) => /^\p{Lu}(\p{Ll}+$|.*\p{L}{2}.* )/u.test(words) || isSentence(words);
const isSentence = (/** @type {string} */ words) => /^\W*\p{Lu}[\p{Ll}’]* \p{L}/u.test(words);
