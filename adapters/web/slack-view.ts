// A Block Kit payload as the HTML that Slack would show, rendered on the server.
import { createHash } from 'node:crypto';
import type { Message } from 'slack-blocks-to-jsx';

export interface SlackPayload {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

type Blocks = Parameters<typeof Message>[0]['blocks'];
const maxRemembered = 500;

/** Loads React when the first message is shown. The HTML's buttons carry their action in `data-action`. */
export function createSlackView(): (payload: SlackPayload) => Promise<string> {
  const remembered = new Map<string, string>();
  return async (payload) => {
    const key = createHash('sha256').update(JSON.stringify(payload.blocks)).digest('hex');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const html = await render(payload);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, html);
    return html;
  };
}

/** The library takes "verbatim" to mean that dates are not to be shown either; Slack shows them (docs: text object). */
const withoutVerbatim = (key: string, value: unknown) => (key === 'verbatim' ? undefined : value);

async function render(payload: SlackPayload): Promise<string> {
  const [{ createElement }, { renderToStaticMarkup }, { Message }] = await Promise.all([
    import('react'),
    import('react-dom/server'),
    import('slack-blocks-to-jsx'),
  ]);
  // The payload is the very one that Slack gets; the library's own types are narrower than Slack's.
  const blocks = JSON.parse(JSON.stringify(payload.blocks), withoutVerbatim) as Blocks;
  const html = renderToStaticMarkup(
    createElement(Message, { blocks, name: 'Archway', logo: '', withoutWrapper: true }),
  );
  // The library writes a button's action_id into its id, which must be unique on a page.
  const named = html.replace(/<button([^>]*) id="/g, '<button$1 data-action="');
  // Its own buttons, such as the one that folds a picture, do nothing in static markup.
  return named.replace(/<button(?![^>]*data-action=)[^>]*>[\s\S]*?<\/button>/g, '');
}
