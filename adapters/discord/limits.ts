// Discord's ceilings. Sources: discord-api-docs (resources/message, components/reference, interactions), and issues where it says so.

/** Text of all text displays of a message together (discord.js builders; not in the docs). */
export const maxTextChars = 4_000;
/** Above about 10,170 bytes the API answers with a 500 (discord-api-docs issue 8554). */
export const maxTextBytes = 10_000;
/** Buttons of a card: 40 components in all, nested ones included, and five buttons a row. */
export const maxButtons = 25;
export const maxRowButtons = 5;
/** button.label. */
export const maxButtonChars = 80;
/** Choices of an autocomplete, and the length of each name and value. */
export const maxChoices = 25;
export const maxChoiceChars = 100;
/** Options of a string select. */
export const maxSelectOptions = 25;
export const maxModalTitleChars = 45;
export const maxLabelChars = 45;
export const maxDescriptionChars = 100;
/** Components of a modal. */
export const maxModalFields = 5;
/** Description of an attachment and of a gallery's item. */
export const maxAltChars = 1_024;
/** An interaction's token dies without an answer within 3 s. */
export const patienceMs = 1_500;
/** A reply waits this much for its pictures, and goes out in words after it: it is the acknowledgement, too. A drawn picture takes 1 ms. */
export const picturePatienceMs = 100;
/** A delivery waits this much for its pictures before it is marked; with the call it stays below the lease of 30 s. */
export const preparePatienceMs = 12_000;
/** And this much once more when it is sent: they are drawn by then, or go without. */
export const postPatienceMs = 1_000;
/** A posting call's timeout: a third of a delivery's lease. */
export const callTimeoutMs = 10_000;
/** The nonce of a message is remembered for "the past few minutes"; we trust one. */
export const nonceLifeMs = 60_000;
/** Discord allows 50 requests a second a bot; 40 of them are for deliveries. */
export const postEveryMs = 25;
export const postBurst = 40;
/** poll.question.text, poll.answers[].poll_media.text and poll.duration in hours (docs: resources/poll). */
export const maxPollQuestionChars = 300;
export const maxPollAnswerChars = 55;
export const maxPollHours = 768;
/** Voters on one page (docs: Get Answer Voters). */
export const votersAtOnce = 100;
/** A wait that Discord asks for between two pages is kept up to this long. */
export const waitInlineMs = 5_000;
/** Discord's clock and ours differ by less, and nothing of ours carries the same button twice within it. */
export const clockSkewMs = 5 * 60_000;
/** How far back a message of unknown outcome is looked for. */
export const historyMessages = 50;
