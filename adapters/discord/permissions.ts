// The permissions that the bot asks for, each with its reason; the README prints them.

export const permissions: Readonly<Record<string, { readonly bit: bigint; readonly why: string }>> = {
  'View Channel': { bit: 1n << 10n, why: 'seeing the channels that it posts in' },
  'Send Messages': { bit: 1n << 11n, why: 'posting tips, quizzes and their answers' },
  'Send Messages in Threads': { bit: 1n << 38n, why: 'the same in threads' },
  'Embed Links': { bit: 1n << 14n, why: 'showing cards as they are meant' },
  'Attach Files': { bit: 1n << 15n, why: 'the picture of a tip, a topic or a result; without it the same in words' },
  'Create Polls': { bit: 1n << 49n, why: 'a quiz as a poll of Discord, where somebody asks for it' },
  'Read Message History': {
    bit: 1n << 16n,
    why: 'looking up whether its own post arrived after a broken connection, so that it never posts twice',
  },
};
