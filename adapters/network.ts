// Telling a call that never left this machine from one whose outcome is unclear.

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
