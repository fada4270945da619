// help, from the table.
import { buttons, code, heading, paragraph, rich, small } from '../card/build.ts';
import type { Card, Rich } from '../card/card.ts';
import { findButton } from '../topics/view.ts';
import type { Handler } from './ask.ts';
import { privately } from './ask.ts';
import type { CommandSpec } from './spec.ts';
import { commands } from './table.ts';

/** The first steps, then every command. */
function helpCard(topicCount: number): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Archway: system design, a little every day',
    blocks: [
      heading('First steps'),
      {
        kind: 'list',
        style: 'number',
        items: [
          rich('Look something up: ', code('/arch cap theorem'), '. Typos are fine.'),
          rich('Hand over a message: ', code('/arch explain <text>'), ', or "Explain the terms here" in its menu.'),
          rich('Ask the channel: ', code('/arch quiz'), '. Votes stay hidden until the answer comes with its why.'),
          rich('Practise alone: "Quiz me" under any topic; who is ahead: ', code('/arch leaderboard'), '.'),
          rich('Every working day: ', code('/arch daily set 09:30 mon-fri Europe/Berlin'), '.'),
        ],
      },
      heading('All commands'),
      { kind: 'list', style: 'bullet', items: commands.flatMap(commandLines) },
      paragraph(`${topicCount} topics are in here. Answers are for your eyes only until you press Share.`),
      ...buttons(findButton),
      small('On Slack a command stands behind /arch; on Discord each is a slash command of its own.'),
    ],
  };
}

function commandLines(spec: CommandSpec): readonly Rich[] {
  const who = spec.who === 'managers' ? ' (managers)' : '';
  if (spec.subcommands.length === 0) {
    const options = spec.options.map((option) => (option.isRequired ? option.name : `[${option.name}]`)).join(' ');
    return [rich(code(`${spec.name} ${options}`.trim()), ` ${spec.description}${who}`)];
  }
  const names = spec.subcommands.map((sub) => sub.name).join(' | ');
  return [rich(code(`${spec.name} ${names}`), ` ${spec.description}${who}`)];
}

export const help: Handler = async ({ services }) => privately(helpCard(services.catalogue.topics.length));
