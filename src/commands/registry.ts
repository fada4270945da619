// Which handler answers which command, button and form.
import type { FormEvent, Reply } from '../platform.ts';
import type { Ask, Handler } from './ask.ts';
import { leaderboard, openBoard, progress, shareBoard } from './boards.ts';
import {
  dailyButton,
  dailyPause,
  dailyPreview,
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
import { forgetMe, hide, meForget, meSettings } from './me.ts';
import { quizMe, tryAnswer } from './practice.ts';
import { castVote, closeQuiz, quiz, takeBack } from './quiz.ts';
import { openReport, submitReport } from './report.ts';
import { settings } from './settings.ts';

/** By the command's words; the test of the table sees that none is missing. */
export const commandHandlers: Readonly<Record<string, Handler>> = {
  topic,
  explain,
  tip,
  quiz,
  leaderboard,
  progress,
  'me settings': meSettings,
  'me forget': meForget,
  'daily set': dailySet,
  'daily show': dailyShow,
  'daily preview': dailyPreview,
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
  withdraw: takeBack,
  close: closeQuiz,
  practice: quizMe,
  try: tryAnswer,
  report: openReport,
  board: openBoard,
  'board-share': shareBoard,
  hide,
  forget: forgetMe,
  daily: dailyButton,
};

/** By the name of the form's action. */
export const formHandlers: Readonly<
  Record<string, (ask: Ask, values: FormEvent['values'], action: FormEvent['action']) => Promise<readonly Reply[]>>
> = {
  'daily-form': dailySubmit,
  'find-form': submitFind,
  'report-form': submitReport,
};
