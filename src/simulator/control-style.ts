/** The look of the control page, light or dark as the desktop is. */
export const controlStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #16181c);
  --sheet: light-dark(#fff, #1f2228);
  --ink: light-dark(#1c2330, #e6e9ef);
  --faint: light-dark(#566072, #a3adbd);
  --line: light-dark(#d9dee6, #363c47);
  --accent: light-dark(#1f5fbf, #8ab8ff);
  --alarm: light-dark(#a3290f, #ff9c85);
  font: 15px/1.45 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
header, main { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
header { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline; padding-top: 20px; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1rem; margin: 0 0 10px; }
h3 { font-size: .93rem; margin: 0 0 6px; display: flex; justify-content: space-between; gap: 8px; }
header p, small, .faint { color: var(--faint); margin: 0; }
section { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 16px; margin: 16px 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: 5px 0; border-top: 1px solid var(--line); display: flex; gap: 8px; align-items: center; }
li:first-child { border-top: 0; }
li > :first-child { flex: 1; min-width: 0; }
.subject { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: plaintext; }
form, .row { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; margin-bottom: 12px; }
.row { align-items: center; }
#workbins { display: grid; grid-template-columns: repeat(auto-fill, minmax(270px, 1fr)); gap: 12px; margin-top: 12px; }
#workbins article { border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; min-width: 0; }
#faults { columns: 2 420px; column-gap: 32px; }
#faults li { break-inside: avoid; }
.on { color: var(--alarm); font-weight: 600; }
button, input, select { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 4px 10px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
input[type=number] { width: 7em; }
input[type=checkbox] { accent-color: var(--accent); }
li button { padding: 1px 8px; }
table { width: 100%; border-collapse: collapse; margin-top: 12px; font-size: .85rem; table-layout: fixed; }
th, td { text-align: start; padding: 3px 6px; border-top: 1px solid var(--line); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
th:first-child, td:first-child { width: 6.5em; }
th:last-child, td:last-child { width: 6em; }
`;
