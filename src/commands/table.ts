// The command table: every command once. Adapters project it, help prints it, the grammar reads it.
import type { CommandSpec, OptionSpec } from './spec.ts';

const levels: OptionSpec['choices'] = [
  { value: 'beginner', label: 'Beginner' },
  { value: 'intermediate', label: 'Intermediate' },
  { value: 'advanced', label: 'Advanced' },
];
const level: OptionSpec = { name: 'level', description: 'How hard', kind: 'one-of', choices: levels };

const votes: OptionSpec = {
  name: 'votes',
  description: 'Hidden until the close, or in a poll that all can see (Discord)',
  kind: 'one-of',
  choices: [
    { value: 'hidden', label: 'Hidden until the close' },
    { value: 'visible', label: 'Visible, in a poll of Discord' },
  ],
};

const dailySet: readonly OptionSpec[] = [
  { name: 'at', description: 'Local time, such as 09:30', kind: 'text', isRequired: true },
  { name: 'zone', description: 'Time zone, such as Europe/Berlin', kind: 'text', suggests: true },
  { name: 'days', description: 'Weekdays, such as mon-fri or mon,wed', kind: 'text' },
  {
    name: 'holidays',
    description: 'A country or region whose public holidays are off, such as DE or DE-BY',
    kind: 'text',
  },
  { name: 'off', description: 'Own days off, such as 2026-12-24,2026-12-27..2027-01-02', kind: 'text' },
  { name: 'from', description: 'The first day, such as 2026-12-01', kind: 'text' },
  {
    name: 'post',
    description: 'What to post',
    kind: 'one-of',
    choices: [
      { value: 'tip', label: 'A tip' },
      { value: 'quiz', label: 'A quiz' },
      { value: 'both', label: 'A tip, then a quiz' },
    ],
  },
  { name: 'categories', description: 'Categories, separated by commas; all unless said', kind: 'text', suggests: true },
  level,
  { name: 'close', description: 'When a quiz closes, such as 7h or 90m', kind: 'text' },
  votes,
];

export const commands: readonly CommandSpec[] = [
  {
    name: 'topic',
    description: 'Look a system design topic up; typos are fine',
    who: 'everyone',
    options: [{ name: 'query', description: 'What you want to know', kind: 'text', isRequired: true, suggests: true }],
    subcommands: [],
  },
  {
    name: 'explain',
    description: 'Explain the terms in a text; also in the menu of every message',
    who: 'everyone',
    onMessage: 'Explain the terms here',
    options: [{ name: 'text', description: 'A message or a passage', kind: 'text', isRequired: true }],
    subcommands: [],
  },
  {
    name: 'tip',
    description: 'A short lesson that you have not seen yet',
    who: 'everyone',
    options: [{ name: 'category', description: 'From one category', kind: 'text', suggests: true }],
    subcommands: [],
  },
  {
    name: 'quiz',
    description: 'Ask the channel a quiz question; votes stay hidden until it closes',
    who: 'everyone',
    options: [
      {
        name: 'about',
        description: 'A topic or a category; "me" asks you alone, "close" ends the open one',
        kind: 'text',
        suggests: true,
      },
      level,
      {
        name: 'minutes',
        description: 'Minutes until it closes, 30 unless said',
        kind: 'whole-number',
        min: 5,
        max: 10080,
      },
      votes,
    ],
    subcommands: [],
  },
  {
    name: 'leaderboard',
    description: 'Who has the most points from quizzes, here or in the whole workspace',
    who: 'everyone',
    options: [
      {
        name: 'window',
        description: 'Which time, this month unless said',
        kind: 'one-of',
        choices: [
          { value: 'week', label: 'This week' },
          { value: 'month', label: 'This month' },
          { value: 'season', label: 'This season: three months' },
          { value: 'all', label: 'All time' },
        ],
      },
      {
        name: 'of',
        description: 'This channel unless said',
        kind: 'one-of',
        choices: [
          { value: 'channel', label: 'This channel' },
          { value: 'workspace', label: 'The whole workspace' },
        ],
      },
    ],
    subcommands: [],
  },
  {
    name: 'progress',
    description: 'Your own points, answers and streak; only you see them',
    who: 'everyone',
    options: [],
    subcommands: [],
  },
  {
    name: 'me',
    description: 'What Archway does with you',
    who: 'everyone',
    options: [],
    subcommands: [
      {
        name: 'settings',
        description: 'Whether boards and quiz answers may name you',
        options: [
          {
            name: 'boards',
            description: 'Shown or hidden, everywhere',
            kind: 'one-of',
            choices: [
              { value: 'shown', label: 'Shown' },
              { value: 'hidden', label: 'Hidden' },
            ],
          },
        ],
      },
      { name: 'forget', description: 'Delete everything that is stored of you', options: [] },
    ],
  },
  {
    name: 'daily',
    description: "This channel's daily tip and quiz",
    who: 'managers',
    options: [],
    subcommands: [
      { name: 'set', description: 'Post a tip or a quiz here on chosen days', options: dailySet },
      { name: 'show', description: 'What this channel gets, and when next', options: [] },
      { name: 'preview', description: 'The next ten posts, and what is skipped between them', options: [] },
      {
        name: 'pause',
        description: 'Stop posting until you resume, or until a day',
        options: [{ name: 'until', description: 'The first day again, such as 2026-12-01', kind: 'text' }],
      },
      { name: 'resume', description: 'Post again', options: [] },
      { name: 'remove', description: 'Stop for good and forget the schedule', options: [] },
      { name: 'test', description: 'Post once now, as on a scheduled day', options: [] },
    ],
  },
  {
    name: 'settings',
    description: 'Who may do what in this workspace, and its time zone',
    who: 'managers',
    options: [
      { name: 'zone', description: 'Time zone of the workspace, such as Europe/Berlin', kind: 'text', suggests: true },
      {
        name: 'quiz',
        description: 'Who may open quizzes',
        kind: 'one-of',
        choices: [
          { value: 'everyone', label: 'Everyone' },
          { value: 'managers', label: 'Managers' },
        ],
      },
      {
        name: 'managers',
        description: 'Who manages schedules (Slack): full members, or admins only',
        kind: 'one-of',
        choices: [
          { value: 'members', label: 'Full members' },
          { value: 'admins', label: 'Admins only' },
        ],
      },
      {
        name: 'boards',
        description: 'Whether there are boards here',
        kind: 'one-of',
        choices: [
          { value: 'on', label: 'On' },
          { value: 'off', label: 'Off' },
        ],
      },
      {
        name: 'names',
        description: 'Whether a quiz names who was right at first sight',
        kind: 'one-of',
        choices: [
          { value: 'on', label: 'On' },
          { value: 'off', label: 'Off' },
        ],
      },
      { name: 'manager', description: 'Name a member as manager, or take it back (Slack)', kind: 'text' },
    ],
    subcommands: [],
  },
  { name: 'help', description: 'What Archway can do', who: 'everyone', options: [], subcommands: [] },
];
