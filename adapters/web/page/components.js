// Discord's Components V2 as elements, from the payload; the component library has none for them yet.
import { renderMarkdown } from './markdown.js';

const styles = `
  :host { display: block; font-family: 'gg sans', 'Noto Sans', system-ui, sans-serif; margin-top: 4px; max-width: 600px; }
  .container { border: 1px solid var(--edge); border-left: 4px solid var(--accent); border-radius: 8px; padding: 12px 14px; background: var(--fill); color: var(--ink); }
  .text { overflow-wrap: anywhere; line-height: 1.375; }
  .text + .text, .row + .text, .text + .row, .gallery + .text { margin-top: 8px; }
  .text h3, .text h2, .text h1 { margin: 0 0 6px; font-size: 16px; }
  .text p { margin: 0 0 8px; white-space: pre-line; }
  .text p:last-child, .text ul:last-child { margin-bottom: 0; }
  .text small { display: block; color: var(--quiet); font-size: 12.5px; margin: 0 0 6px; }
  .text ul, .text ol { margin: 0 0 8px; padding-left: 22px; }
  .text blockquote { margin: 0 0 8px; padding-left: 10px; border-left: 4px solid var(--edge); }
  .text pre { margin: 0 0 8px; padding: 8px 10px; border: 1px solid var(--edge); border-radius: 5px; background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12.5px; }
  .text code { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 85%; background: var(--code); border-radius: 3px; padding: 0 3px; }
  .text pre code { background: none; padding: 0; font-size: inherit; }
  .text a { color: var(--link); }
  .text time { background: var(--code); border-radius: 3px; padding: 0 3px; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
  button { font: 500 14px/1.3 inherit; font-family: inherit; padding: 7px 14px; border: 0; border-radius: 8px; color: #fff; background: var(--button); cursor: pointer; }
  button.primary { background: #4f5bd5; }
  button.danger { background: #c93a3e; }
  button:hover { filter: brightness(1.08); }
  button:focus-visible { outline: 3px solid #7db4f5; outline-offset: 2px; }
  .gallery img { display: block; max-width: 100%; height: auto; margin-top: 8px; border-radius: 8px; cursor: zoom-in; }
  hr { border: 0; border-top: 1px solid var(--edge); margin: 10px 0; }
`;
const light =
  '--fill:#f8f9fb;--ink:#2b2d31;--quiet:#5c5e66;--edge:#d9dbe0;--code:#eceef1;--link:#0067e0;--button:#5c626b;';
const dark =
  '--fill:#242529;--ink:#dfe0e3;--quiet:#a3a6ae;--edge:#3a3c42;--code:#1c1d20;--link:#62b0ff;--button:#4e5058;';

class ArchwayComponents extends HTMLElement {
  #themed = () => this.#theme();

  connectedCallback() {
    document.addEventListener('archway-theme', this.#themed);
    this.#theme();
  }

  disconnectedCallback() {
    document.removeEventListener('archway-theme', this.#themed);
  }

  #theme() {
    const colours = document.documentElement.dataset.theme === 'dark' ? dark : light;
    for (const declaration of colours.split(';').filter(Boolean)) {
      const [name, value] = declaration.split(':');
      this.style.setProperty(name, value);
    }
  }

  /** Builds the components; `press` gets the custom id of a pressed button. */
  show(components, press, attachments) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...components.map((component) => build(component, press, attachments)));
  }
}
customElements.define('archway-components', ArchwayComponents);

/** An element that shows the payload's components. */
export function componentsElement(components, press, attachments) {
  const element = document.createElement('archway-components');
  element.show(components, press, attachments);
  return element;
}

/** By the component's number (Discord docs: components reference). */
const builders = {
  1: (row, press) => parent('row', row.components, press),
  2: buttonOf,
  10: (text) => {
    const element = box('text');
    element.append(...renderMarkdown(text.content));
    return element;
  },
  12: (gallery, _press, attachments) => {
    const element = box('gallery');
    element.append(...gallery.items.map((item) => imageOf(item, attachments)));
    return element;
  },
  14: () => document.createElement('hr'),
  17: (container, press, attachments) => {
    const element = parent('container', container.components, press, attachments);
    element.style.setProperty('--accent', `#${(container.accent_color ?? 0x888888).toString(16).padStart(6, '0')}`);
    return element;
  },
};

/** `attachment://name` names a file of the message. A press shows it as large as it is. */
function imageOf({ media, description }, attachments) {
  const image = document.createElement('img');
  const name = media.url.replace('attachment://', '');
  image.src = attachments[name] ?? '';
  image.alt = description ?? '';
  image.loading = 'lazy';
  image.addEventListener('click', () => window.open(image.src, '_blank', 'noreferrer'));
  return image;
}

/** A kind that is not known here is shown as it is, rather than lost. */
function build(component, press, attachments) {
  const builder = builders[component.type];
  if (builder) return builder(component, press, attachments);
  const element = document.createElement('pre');
  element.textContent = JSON.stringify(component, null, 2);
  return element;
}

function box(name) {
  const element = document.createElement('div');
  element.className = name;
  return element;
}

function parent(name, components, press, attachments) {
  const element = box(name);
  element.append(...components.map((component) => build(component, press, attachments)));
  return element;
}

function buttonOf({ label, style, custom_id: id }, press) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.dataset.action = id;
  if (style === 1) button.className = 'primary';
  if (style === 4) button.className = 'danger';
  button.addEventListener('click', () => press(id));
  return button;
}
