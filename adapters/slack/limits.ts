// Slack's ceilings. Sources: @slack/types (block-kit), docs.slack.dev, and slackapi/bolt-js issue 2509 where it says so.

/** Blocks in a message (Block Kit reference). */
export const maxBlocks = 50;
/** header.text, plain text. */
export const maxHeaderChars = 150;
/** All text of a message's blocks: Slack refuses about 13,200 with msg_blocks_too_long (bolt-js issue 2509). */
export const maxBlocksChars = 12_000;
/** The top-level text of chat.postMessage and chat.update (docs: chat.postMessage, "Truncating content"). */
export const maxTextChars = 4_000;
/** Elements of an actions block. */
export const maxActions = 25;
/** button.text. */
export const maxButtonChars = 75;
/** Elements of a context block are at most ten; one text is all that we use. */
export const maxContextChars = 2_000;
/** Options of a static select; above them an external select asks for suggestions. */
export const maxSelectOptions = 100;
/** option.text and option.value. */
export const maxOptionChars = 75;
/** Modal title, submit and close. */
export const maxModalTitleChars = 24;
/** Label and hint of an input block (Block Kit reference: input). */
export const maxLabelChars = 2_000;
/** initial_value and placeholder of inputs. */
export const maxPlaceholderChars = 150;
/** An event is acknowledged within 3 s; after this much we say "one moment" instead (docs: interactivity). */
export const patienceMs = 1_500;
/** A reply waits this much for its pictures, and goes out in words after it. */
export const picturePatienceMs = 2_500;
/** A delivery waits this much for its pictures before it is marked; with the call it stays below the lease of 30 s. */
export const preparePatienceMs = 12_000;
/** A posting call's timeout: a third of a delivery's lease. */
export const callTimeoutMs = 10_000;
/** image.alt_text (Block Kit reference). */
export const maxAltChars = 2_000;
/** Sending a picture's bytes, about 100 KB. */
export const uploadTimeoutMs = 5_000;
/** Slack looks at an uploaded file before it can be shown: asked up to 5 s (files.info is tier 4). */
export const fileReadyEveryMs = 250;
export const fileReadyTries = 20;
/** chat.update is tier 3: 50 a minute a workspace (docs: rate limits); ten at once are taken as the burst that it tolerates. */
export const editEveryMs = 1_200;
export const editBurst = 10;
/** One message a second a channel (docs: rate limits, chat.postMessage). */
export const postEveryMs = 1_000;
