// Which handler answers which command, button and form.
import type { FormEvent, Reply } from '../platform.ts';
import type { Ask, Handler } from './ask.ts';
import {
  dailyButton,
  dailyPause,
  dailyRemove,
  dailyResume,
  dailySet,
  dailyShow,
  dailySubmit,
  dailyTest,
} from './daily.ts';
import { help } from './help.ts';
import {
  explain,
  openCategory,
  openFind,
  openTopic,
  readArticle,
  shareTopic,
  submitFind,
  tip,
  topic,
  wish,
} from './learn.ts';
import { castVote, closeQuiz, quiz } from './quiz.ts';
import { settings } from './settings.ts';

/** By the command's words; the test of the table sees that none is missing. */
export const commandHandlers: Readonly<Record<string, Handler>> = {
  topic,
  explain,
  tip,
  quiz,
  'daily set': dailySet,
  'daily show': dailyShow,
  'daily pause': dailyPause,
  'daily resume': dailyResume,
  'daily remove': dailyRemove,
  'daily test': dailyTest,
  settings,
  help,
};

/** By the action's name; its arguments become the options "0", "1" ... */
export const actionHandlers: Readonly<Record<string, Handler>> = {
  topic: openTopic,
  read: readArticle,
  category: openCategory,
  share: shareTopic,
  find: openFind,
  wish,
  vote: castVote,
  close: closeQuiz,
  daily: dailyButton,
};

/** By the name of the form's action. */
export const formHandlers: Readonly<
  Record<string, (ask: Ask, values: FormEvent['values']) => Promise<readonly Reply[]>>
> = {
  'daily-form': dailySubmit,
  'find-form': submitFind,
};
