import { randomBytes } from 'node:crypto';
import { controlScript } from './control-script.ts';
import { controlStyle } from './control-style.ts';
import type { Reply } from './reply.ts';

const body = `
<header>
  <h1>Contact centre</h1>
  <p id="summary" role="status">Reading …</p>
</header>
<main>
  <section aria-labelledby="workbins-title">
    <h2 id="workbins-title">Workbins</h2>
    <form id="add">
      <label>Workbin <select id="add-workbin"></select></label>
      <label>Medium <select id="add-media"></select></label>
      <label>Subject <input id="add-subject" maxlength="400" placeholder="invented"></label>
      <button>Add an item</button>
    </form>
    <label class="choice"><input type="checkbox" id="all"> with those of colleagues</label>
    <div id="workbins"></div>
  </section>
  <section aria-labelledby="offers-title">
    <h2 id="offers-title">Offered and taken</h2>
    <div id="offer-buttons" class="row"></div>
    <ul id="offers"></ul>
  </section>
  <section aria-labelledby="services-title">
    <h2 id="services-title">Services</h2>
    <ul id="services"></ul>
  </section>
  <section aria-labelledby="actions-title">
    <h2 id="actions-title">Let something happen once</h2>
    <div id="actions" class="row"></div>
  </section>
  <section aria-labelledby="faults-title">
    <h2 id="faults-title">Break things</h2>
    <div class="row">
      <button id="mend" type="button">Mend everything</button>
      <label>Every answer takes <input id="delay" type="number" min="0" max="120000" step="100" value="0"> ms longer</label>
    </div>
    <ul id="faults"></ul>
  </section>
  <section aria-labelledby="clients-title">
    <h2 id="clients-title">Clients</h2>
    <ul id="sessions"></ul>
    <table>
      <thead><tr><th>Time</th><th>Request</th><th>Says</th><th>Answer</th></tr></thead>
      <tbody id="requests"></tbody>
    </table>
  </section>
</main>`;

/** The page that shows the contact centre and breaks it. What it shows is fetched by its script and set as text. */
export function controlPage(): Reply {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return {
    status: 200,
    type: 'text/html;charset=utf-8',
    headers: { 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' },
    body: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contact centre – Workbin Notifier</title>
<style nonce="${nonce}">${controlStyle}</style>
</head>
<body>${body}
<script nonce="${nonce}">${controlScript}</script>
</body>
</html>
`,
  };
}
