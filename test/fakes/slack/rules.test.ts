// The fake refuses what Slack refuses; each rule is seen to fail.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockKitSchema } from './generate-schema.ts';
import { messageBreaches, viewBreaches } from './rules.ts';

const section = { type: 'section', text: { type: 'plain_text', text: 'x' } };
const button = (action_id: string, text = 'x') => ({ type: 'button', action_id, text: { type: 'plain_text', text } });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });

describe('a message', () => {
  it('that is right passes', () => {
    expect(messageBreaches({ text: 'x', blocks: [section, actions(button('a'), button('b'))] })).toEqual([]);
  });

  it.each([
    ['no text', { blocks: [section] }, /needs a text/],
    ['a text that is too long', { text: 'x'.repeat(4_001) }, /4001 characters/],
    ['too many blocks', { text: 'x', blocks: Array(51).fill(section) }, /51 blocks/],
    ['an unknown block', { text: 'x', blocks: [{ type: 'sektion' }] }, /does not fit the schema/],
    ['an unknown field', { text: 'x', blocks: [{ ...section, colour: 'red' }] }, /does not fit the schema/],
    ['an action twice', { text: 'x', blocks: [actions(button('a')), actions(button('a'))] }, /action_id stands twice/],
    ['a long button', { text: 'x', blocks: [actions(button('a', 'x'.repeat(76)))] }, /76 characters/],
    [
      'too many buttons',
      { text: 'x', blocks: [actions(...Array.from({ length: 26 }, (_, index) => button(String(index))))] },
      /more than 25/,
    ],
    [
      'too much text',
      { text: 'x', blocks: Array(5).fill({ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(2_900) } }) },
      /msg_blocks_too_long/,
    ],
    ['a ping in the text', { text: '<!channel>' }, /pings/],
    [
      'a ping in mrkdwn',
      { text: 'x', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '<@U1>' } }] },
      /pings/,
    ],
    [
      'a ping in rich text',
      {
        text: 'x',
        blocks: [
          { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U1' }] }] },
        ],
      },
      /pings/,
    ],
  ])('with %s is refused', (_, message, breach) => {
    expect(messageBreaches(message).join('; ')).toMatch(breach);
  });
});

describe('a modal', () => {
  const view = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [section] };
  it.each([
    [
      'an input and no submit',
      {
        ...view,
        blocks: [{ type: 'input', label: { type: 'plain_text', text: 'x' }, element: { type: 'plain_text_input' } }],
      },
      /needs submit/,
    ],
    ['a long title', { ...view, title: { type: 'plain_text', text: 'x'.repeat(25) } }, /title has 25/],
    ['no blocks', { ...view, blocks: undefined }, /does not fit the schema/],
  ])('with %s is refused', (_, bad, breach) => {
    expect(viewBreaches(view)).toEqual([]);
    expect(viewBreaches(bad).join('; ')).toMatch(breach);
  });
});

it('the schema is what the installed @slack/types make of it', () => {
  const kept = JSON.parse(readFileSync(new URL('./block-kit.schema.json', import.meta.url), 'utf8'));
  expect(kept).toEqual(JSON.parse(JSON.stringify(blockKitSchema())));
});
