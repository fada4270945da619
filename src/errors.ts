// The few classes of errors that are thrown; an expected outcome is a value instead.

/** Shown to the member as it stands: says what happened, to what, and what to do next. */
export class UserError extends Error {
  readonly code = 'user';
}

/** One thing that is wrong in a settings file or a content file. */
export interface Problem {
  /** The file, relative to the folder it was loaded from, or the name of a setting. */
  readonly where: string;
  /** 1-based; absent when the problem is not tied to a line. */
  readonly line?: number;
  readonly what: string;
  /** The corrected line, or what to do. */
  readonly mend: string;
}

/** One problem as one line of text, with its mend below it. */
export function problemText(problem: Problem): string {
  const line = problem.line === undefined ? '' : `:${problem.line}`;
  return `${problem.where}${line}: ${problem.what}\n    mend: ${problem.mend}`;
}

class ProblemsError extends Error {
  readonly problems: readonly Problem[];
  constructor(title: string, problems: readonly Problem[]) {
    super([title, ...problems.map(problemText)].join('\n  '));
    this.problems = problems;
  }
}

/** The settings cannot work; holds every problem at once. */
export class ConfigError extends ProblemsError {
  readonly code = 'config';
  constructor(problems: readonly Problem[]) {
    super('The settings need mending:', problems);
  }
}

/** The content cannot work; holds every problem at once. */
export class ContentError extends ProblemsError {
  readonly code = 'content';
  constructor(problems: readonly Problem[]) {
    super('The content needs mending:', problems);
  }
}

/** A platform refused a call or could not be reached. */
export class PlatformError extends Error {
  readonly code = 'platform';
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly isRetryable: boolean;
  constructor(
    message: string,
    details: { status?: number; retryAfterMs?: number; isRetryable: boolean; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.isRetryable = details.isRetryable;
  }
}

/** The database refused, is locked, or cannot be reached. */
export class StoreError extends Error {
  readonly code = 'store';
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Error codes of Node and of its fetch for failures before anything was sent. */
const beforeSending = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
/** fetch hides the reason one or two causes down. */
const maxDepth = 4;

/** True when the error, or one of its causes, says that no connection came about: a retry cannot double anything. */
export function isBeforeSending(error: unknown): boolean {
  for (
    let inner: unknown = error, depth = 0;
    inner instanceof Error && depth < maxDepth;
    inner = inner.cause, depth++
  ) {
    if ('code' in inner && beforeSending.includes(String(inner.code))) return true;
  }
  return false;
}
