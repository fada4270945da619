// The list of messages: each as Slack shows it and as Discord shows it, with the payload of each.
import '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-messages.js';
import { componentsElement } from './components.js';
import { isDark } from './theme.js';

const shown = new Map();

/** Adds what is new, replaces what changed, and leaves the rest where it is. */
export function showMessages(list, messages, press) {
  again = () => showMessages(list, messages, press);
  const wanted = new Set(messages.map((message) => message.id));
  for (const [id, { element }] of shown) {
    if (wanted.has(id)) continue;
    element.remove();
    shown.delete(id);
  }
  for (const message of messages) showMessage(list, message, press);
}

function showMessage(list, message, press) {
  const version = JSON.stringify([message.slack, message.isEdited]);
  const known = shown.get(message.id);
  if (known?.version === version) return;
  const element = messageElement(message, (action) => press(message.id, action));
  shown.set(message.id, { version, element });
  if (known) return void known.element.replaceWith(element);
  list.append(element);
  element.scrollIntoView({ block: 'nearest' });
}

function messageElement(message, press) {
  const element = document.createElement('li');
  element.className = 'message';
  element.dataset.id = message.id;
  element.setAttribute('aria-label', message.title);
  const standing = standingOf(message);
  if (standing !== '') {
    const note = document.createElement('p');
    note.className = 'private';
    note.textContent = standing;
    element.append(note);
  }
  const pair = document.createElement('div');
  pair.className = 'pair';
  pair.append(slackView(message, press), discordView(message, press));
  element.append(pair);
  return element;
}

function standingOf({ onlyFor, channel, isReply }) {
  if (onlyFor !== null) return channel.startsWith('@') ? 'Direct message to you' : 'Only visible to you';
  return isReply ? 'In the thread of the quiz above (a reply to it on Discord)' : '';
}

const timeFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

function slackView(message, press) {
  const view = document.createElement('div');
  view.className = 'view slack-view';
  const body = document.createElement('div');
  body.className = 'slack';
  const author = document.createElement('div');
  author.className = 'author';
  author.innerHTML =
    '<img src="/playground/page/archway.svg" alt="" width="24" height="24"><span>Archway</span><span class="app">APP</span><span class="at"></span>';
  author.querySelector('.at').textContent = timeFormat.format(message.at);
  const blocks = document.createElement('div');
  // Rendered and escaped by React on the server, from the payload below.
  blocks.innerHTML = message.slackHtml;
  blocks.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-action]');
    if (button) press(button.dataset.action);
  });
  body.append(author, blocks);
  view.append(body, payloadView('Slack', message.slack));
  return view;
}

function discordView(message, press) {
  const view = document.createElement('div');
  view.className = 'view discord';
  const frame = document.createElement('discord-messages');
  frame.lightTheme = !isDark();
  frame.noBackground = false;
  const post = document.createElement('discord-message');
  post.author = 'Archway';
  post.bot = true;
  post.avatar = '/playground/page/archway.svg';
  post.timestamp = timeFormat.format(message.at);
  post.edited = false;
  post.ephemeral = message.onlyFor !== null;
  post.append(componentsElement(message.discord.components, press, message.attachments));
  frame.append(post);
  view.append(frame, payloadView('Discord', message.discord));
  return view;
}

function payloadView(platform, payload) {
  const details = document.createElement('details');
  details.className = 'payload';
  const summary = document.createElement('summary');
  summary.textContent = 'View payload';
  summary.setAttribute('aria-label', `View the ${platform} payload`);
  details.append(summary);
  details.addEventListener('toggle', () => {
    if (details.children.length > 1) return;
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.textContent = JSON.stringify(payload, null, 2);
    details.append(pre);
  });
  return details;
}

/** The component library takes its theme when a message is made: a new theme makes them anew. */
let again = () => {};
document.addEventListener('archway-theme', () => {
  for (const { element } of shown.values()) element.remove();
  shown.clear();
  again();
});
