// The page: shows the state that the server sends, and sends what is typed and pressed.

import { wireComposer } from './composer.js';
import { openForm } from './form.js';
import { showMessages } from './messages.js';
import { act, loadState, watch } from './server.js';
import { wireTheme } from './theme.js';

const byId = (id) => document.getElementById(id);
const member = byId('member');
const channel = byId('channel');
const where = () => ({ as: member.value || 'ana', channel: channel.value || 'general' });

/** Sends and shows what comes of it: trouble, or a form. */
async function perform(what, body) {
  const outcome = await act(what, { ...where(), ...body });
  showTrouble(outcome.error);
  if (outcome.form)
    openForm(byId('dialog'), outcome.form, {
      submit: (values) => act('submit', { ...where(), action: outcome.form.action, values }),
      suggest: async (option, typed) =>
        (await act('suggest', { ...where(), command: 'topic', option, typed })).choices ?? [],
    });
  return outcome;
}

function showTrouble(text) {
  const trouble = byId('trouble');
  trouble.textContent = text ?? '';
  trouble.hidden = !text;
}

function fill(select, options) {
  if (select.options.length > 0) return;
  for (const { value, label } of options) select.append(new Option(label, value));
}

let isRefreshing = false;
let isStale = false;

/** Asks for the state; a change that arrives meanwhile asks once more. */
async function refresh() {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  while (isStale) {
    isStale = false;
    const state = await loadState(where());
    if (state.error) showTrouble(state.error);
    else show(state);
  }
  isRefreshing = false;
}

const clockFormat = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

function show(state) {
  fill(
    member,
    state.members.map(({ id, name }) => ({ value: id, label: name })),
  );
  fill(
    channel,
    state.channels.map((name) => ({ value: name, label: `#${name}` })),
  );
  const now = byId('now');
  now.dateTime = new Date(state.now).toISOString();
  now.textContent = clockFormat.format(state.now);
  const next = byId('next');
  next.disabled = state.nextSlotAt === null;
  next.title = state.nextSlotAt === null ? 'No channel has a daily post yet' : clockFormat.format(state.nextSlotAt);
  byId('hint').hidden = state.messages.length > 0;
  showMessages(byId('messages'), state.messages, (message, action) => perform('press', { message, action }));
}

function wireTabs() {
  const tabs = document.createElement('div');
  tabs.className = 'tabs';
  for (const view of ['slack', 'discord']) {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.textContent = view === 'slack' ? 'Slack' : 'Discord';
    tab.addEventListener('click', () => choose(view));
    tabs.append(tab);
  }
  const choose = (view) => {
    document.body.dataset.view = view;
    for (const tab of tabs.children) tab.setAttribute('aria-pressed', String(tab.textContent.toLowerCase() === view));
  };
  document.querySelector('main').prepend(tabs);
  choose('slack');
}

wireTheme(byId('theme'));
wireTabs();
wireComposer({ form: byId('composer'), input: byId('line'), list: byId('suggestions'), perform });
for (const button of document.querySelectorAll('[data-move]')) {
  const by = button.dataset.move;
  button.addEventListener('click', () => perform('move', { by: by === 'next' ? 'next' : Number(by) }).then(refresh));
}
for (const button of document.querySelectorAll('[data-say]')) {
  button.addEventListener('click', () => perform('say', { text: button.dataset.say }));
}
member.addEventListener('change', refresh);
channel.addEventListener('change', refresh);
watch({
  onChange: refresh,
  onLost: () =>
    showTrouble('The playground has stopped. Start it again with npm start; this page comes back by itself.'),
  onBack: () => showTrouble(''),
});
byId('line').focus();
