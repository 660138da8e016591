// @ts-check
/** Draws the app's icons, which are committed: run `node build/icons/make.mjs` after a change here and look at them. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import png2icons from 'png2icons';
import sharp from 'sharp';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

// An in-tray on a grid of 16 units, so that at 16 px its straight edges lie on whole pixels.
const outline = 'M4 1.75 H12 L14.25 7.5 V13.25 H1.75 V7.5 Z';
const silhouette =
  'M4 1 H12 A.75 .75 0 0 1 12.7 1.5 L15 7.4 V13.25 A.75 .75 0 0 1 14.25 14 H1.75 A.75 .75 0 0 1 1 13.25 V7.4 L3.3 1.5 A.75 .75 0 0 1 4 1 Z';
const shelf = 'M1.75 7.75 H5 L6.25 10.25 H9.75 L11 7.75 H14.25';

const line = 'fill="none" stroke="black" stroke-width="1.5" stroke-linejoin="round"';
const tray = `<path d="${outline}" ${line}/><path d="${shelf}" ${line}/>`;

let masks = 0;

/** The drawing less `hole`: signs need air around them. */
const without = (/** @type {string} */ hole, /** @type {string} */ drawing) => {
  const id = `air${++masks}`;
  return `<mask id="${id}"><rect width="16" height="16" fill="white"/>${hole}</mask><g mask="url(#${id})">${drawing}</g>`;
};

const full = without(`<path d="${shelf}" fill="none" stroke="black" stroke-width="1.5"/>`, `<path d="${silhouette}"/>`);
/** Room for a sign in the lower right corner, and the sign for what waits too long. */
const BADGE = '<rect x="10" y="5" width="6" height="11"/>';
const EXCLAMATION = '<path d="M12 6 h3 v6 h-3 Z M12 13 h3 v2.5 h-3 Z"/>';

/** The sign for private mode, and the room for it. */
const LOCK =
  '<path d="M8 10 h8 v5 h-8 Z"/><path d="M9.75 10 V8.5 a2.25 2.25 0 0 1 4.5 0 V10" fill="none" stroke="black" stroke-width="1.5"/>';
const LOCK_AIR = '<rect x="7" y="5" width="9" height="11"/>';

/**
 * What the tray icon shows, as drawings in black. States differ in shape, since a colour may not be seen.
 *
 * @type {Record<string, string>}
 */
const shapes = {
  watching: tray,
  new: full,
  breach: without(BADGE, tray) + EXCLAMATION,
  'new-breach': without(BADGE, full) + EXCLAMATION,
  paused: without('<rect x="7" y="5" width="9" height="11"/>', tray) + '<path d="M8 6 h3 v10 h-3 Z M13 6 h3 v10 h-3 Z"/>',
  private: without(LOCK_AIR, tray) + LOCK,
  'new-private': without(LOCK_AIR, full) + LOCK,
  partly: without(
    '<path d="M7 0 h2 v5 h-2 Z M0 4 h5 v2 h-5 Z M11 4 h5 v2 h-5 Z M0 10 h3 v2 h-3 Z M13 10 h3 v2 h-3 Z M4 12 h2 v4 h-2 Z M10 12 h2 v4 h-2 Z"/>',
    tray,
  ),
  'not-watching':
    without('<path d="M0 0 L16 16" stroke="black" stroke-width="4"/>', tray) +
    '<path d="M1.5 1.5 L14.5 14.5" stroke="black" stroke-width="1.75" stroke-linecap="round"/>',
  'signed-out':
    without('<rect x="7" y="7" width="9" height="9"/>', tray) +
    '<path d="M8.75 8.75 L15.25 15.25 M15.25 8.75 L8.75 15.25" stroke="black" stroke-width="2.25"/>',
};

const basket = 'M208 520 H376 L432 616 H592 L648 520 H816 V732 a60 60 0 0 1 -60 60 H268 a60 60 0 0 1 -60 -60 Z';

/** The app's icon on a grid of 1024 units: the same tray with something in it, on a tile. */
const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024">
  <linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#2f7de1"/><stop offset="1" stop-color="#1b4fa8"/></linearGradient>
  <mask id="air"><rect width="1024" height="1024" fill="white"/><path d="${basket}" stroke="black" stroke-width="48"/></mask>
  <rect x="64" y="64" width="896" height="896" rx="200" fill="url(#sky)"/>
  <g mask="url(#air)">
    <path d="M332 232 H692 a36 36 0 0 1 36 36 V620 H296 V268 a36 36 0 0 1 36 -36 Z" fill="#f2f7fd"/>
    <path d="M380 336 H644 M380 424 H644" stroke="#7c9cd0" stroke-width="40" stroke-linecap="round"/>
  </g>
  <path d="${basket}" fill="white"/>
</svg>`;

const svg = (/** @type {string} */ drawing, /** @type {number} */ size) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 16 16">${drawing}</svg>`);

/** The sizes of one icon by the suffixes that Electron looks for: 16, 20, 24 and 32 pixels for 100 to 200 %. */
const SCALES = /** @type {const} */ ([
  ['', 16],
  ['@1.25x', 20],
  ['@1.5x', 24],
  ['@2x', 32],
]);

/** @param {string} folder */
function empty(folder) {
  rmSync(at(folder), { recursive: true, force: true });
  mkdirSync(at(folder), { recursive: true });
}

empty('tray');
for (const [shape, drawing] of Object.entries(shapes)) {
  for (const [suffix, size] of SCALES) {
    const dark = await sharp(svg(drawing, size)).png().toBuffer();
    const light = await sharp(dark).negate({ alpha: false }).png().toBuffer();
    writeFileSync(at(`tray/${shape}-light${suffix}.png`), dark);
    writeFileSync(at(`tray/${shape}-dark${suffix}.png`), light);
    // macOS knows 100 and 200 % only.
    if (size % 16 === 0) writeFileSync(at(`tray/${shape}Template${suffix}.png`), dark);
  }
}

// The count on the button in the task bar of Windows.
empty('overlay');
for (const count of ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'many']) {
  const text = count === 'many' ? '9+' : count;
  const drawing = `<circle cx="8" cy="8" r="8" fill="#b3261e"/><text x="8" y="12" font-family="Liberation Sans, Arial, sans-serif"
    font-size="${text.length > 1 ? 10 : 12}" font-weight="bold" fill="white" text-anchor="middle">${text}</text>`;
  for (const [suffix, size] of SCALES)
    writeFileSync(at(`overlay/${count}${suffix}.png`), await sharp(svg(drawing, size)).png().toBuffer());
}

const icon = await sharp(Buffer.from(tile)).png({ compressionLevel: 9 }).toBuffer();
writeFileSync(at('../icon.png'), icon);
for (const [file, content] of /** @type {const} */ ([
  ['../icon.ico', png2icons.createICO(icon, png2icons.BICUBIC2, 0, false, true)],
  ['../icon.icns', png2icons.createICNS(icon, png2icons.BICUBIC2, 0)],
])) {
  if (!content) throw new Error(`${file} could not be made`);
  writeFileSync(at(file), content);
}
