/** What the control page does. Everything from the contact centre is set as text, never as markup. */
export const controlScript = `
'use strict';
const by = (id) => document.getElementById(id);
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const button = (key, label, work, name) => {
  const element = make('button', { type: 'button', textContent: label, onclick: work });
  element.dataset.key = key;
  if (name) element.setAttribute('aria-label', name);
  return element;
};
const counted = (count, one) => count + ' ' + one + (count === 1 ? '' : 's');
let shown = '';

async function tell(command, values) {
  const answer = await fetch('/simulator/' + command, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  }).catch(() => null);
  if (answer && !answer.ok) by('summary').textContent = 'Refused: ' + (await answer.text());
  await refresh();
}

function fill(id, children) {
  const focused = document.activeElement && document.activeElement.dataset.key;
  by(id).replaceChildren(...children);
  if (focused) by(id).querySelector('[data-key="' + CSS.escape(focused) + '"]')?.focus();
}

function choose(id, entries) {
  const select = by(id);
  if (select.options.length === entries.length) return;
  const before = select.value;
  select.replaceChildren(...entries.map(([value, label]) => make('option', { value, textContent: label })));
  if (before) select.value = before;
}

function workbin(bin) {
  const items = bin.items.map((item) =>
    make('li', {},
      make('div', {},
        make('span', { className: 'subject', textContent: item.subject || '(no subject)', title: item.subject || '' }),
        make('small', {}, item.media + ' · ', make('bdi', { textContent: item.customer }), ' · ' + item.receivedDate)),
      button(bin.key + item.id, 'Remove', () => tell('remove', { workbin: bin.key, id: item.id }), 'Remove ' + (item.subject || item.id))));
  return make('article', {},
    make('h3', {}, make('span', { textContent: bin.name }), button(bin.key, 'Add', () => tell('items', { workbin: bin.key }), 'Add to ' + bin.name)),
    make('small', { textContent: bin.type + ' · ' + bin.owner }),
    make('ul', {}, ...items));
}

const nextStates = { call: ['Established', 'Held', 'Released'], chat: ['Chatting', 'Completed'] };

function offer(entry) {
  const states = nextStates[entry.media] || ['Processing', 'InWorkbin', 'Revoked', 'Completed'];
  return make('li', {},
    make('span', { textContent: entry.media + ' ' + entry.id + ': ' + entry.state }),
    ...states.map((state) => button(entry.id + state, state, () => tell('offer-state', { id: entry.id, state }))));
}

function service(entry) {
  return make('li', {},
    make('span', { textContent: entry.type + ' (' + entry.name + '): ' + entry.state, className: entry.state === 'Active' ? '' : 'on' }),
    ...['Active', 'Inactive'].filter((state) => state !== entry.state).map((state) =>
      button('service' + entry.type + state, state, () => tell('services', { type: entry.type, state }), entry.type + ' ' + state)));
}

function fault(entry) {
  const box = make('input', { type: 'checkbox', checked: entry.on, onchange: () => tell('faults', { name: entry.name, on: box.checked }) });
  box.dataset.key = 'box' + entry.name;
  const left = entry.left === null ? '' : ' – ' + entry.left + ' to go';
  return make('li', {},
    make('label', { className: entry.on ? 'on' : '' }, box, ' ' + entry.text + left),
    button('once' + entry.name, 'once', () => tell('faults', { name: entry.name, on: true, times: 1 }), entry.text + ', once'));
}

function request(entry) {
  const says = entry.operation || entry.channels.join(', ');
  const cell = (text) => make('td', { textContent: text, title: text });
  const answer = entry.status !== null ? String(entry.status) : entry.endedAt === null ? 'open' : 'broken';
  return make('tr', {}, cell(new Date(entry.at).toLocaleTimeString()), cell(entry.method + ' ' + entry.path), cell(says), cell(answer));
}

function show(state) {
  const count = state.workbins.reduce((sum, bin) => sum + bin.items.length, 0);
  const wrong = state.violations.length ? ' · ' + counted(state.violations.length, 'forbidden request') : '';
  by('summary').textContent = 'Account ' + state.account + ' · ' + counted(count, 'item') + ' · ' + counted(state.sessions.length, 'CometD session') + wrong;
  choose('add-workbin', state.workbins.map((bin) => [bin.key, bin.name + ' – ' + bin.owner]));
  choose('add-media', ['', 'email', 'chat', 'workitem', 'openmedia', 'tweet', 'facebook', 'facebooksession'].map((name) => [name, name || 'any']));
  const all = by('all').checked;
  fill('workbins', state.workbins.filter((bin) => bin.items.length > 0 || bin.mine).filter((bin) => all || bin.mine).map(workbin));
  fill('offer-buttons', ['workitem', 'chat', 'call', 'email'].map((media) => button('offer' + media, (/^[aeiou]/.test(media) ? 'Offer an ' : 'Offer a ') + media, () => tell('offers', { media }), '')));
  fill('offers', state.offers.length ? state.offers.map(offer) : [make('li', {}, make('span', { className: 'faint', textContent: 'Nothing is with the agent.' }))]);
  fill('services', state.services.map(service));
  fill('actions', state.actions.map((entry) => button('action' + entry.name, entry.text, () => tell('actions', { name: entry.name }))));
  fill('faults', state.faults.map(fault));
  if (document.activeElement !== by('delay')) by('delay').value = state.delay;
  fill('sessions', state.sessions.map((entry) =>
    make('li', {}, make('span', { textContent: entry.userName + ': ' + counted(entry.topics.length, 'topic') + ', ' + counted(entry.workbins.length, 'workbin') }))));
  fill('requests', state.requests.slice().reverse().map(request));
}

async function refresh() {
  try {
    const text = await (await fetch('/simulator/state')).text();
    const key = text + by('all').checked;
    if (key !== shown) show(JSON.parse(text));
    shown = key;
  } catch {
    shown = '';
    by('summary').textContent = 'Out of reach';
  }
}

by('add').onsubmit = (event) => {
  event.preventDefault();
  tell('items', { workbin: by('add-workbin').value, media: by('add-media').value, subject: by('add-subject').value });
  by('add-subject').value = '';
};
by('mend').onclick = () => tell('faults', { on: false });
by('delay').onchange = () => tell('delay', { ms: Number(by('delay').value) });
by('all').onchange = refresh;
(async () => {
  for (;;) {
    await refresh();
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
})();
`;
