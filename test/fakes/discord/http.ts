// Reads a REST request whole, JSON or multipart, and writes the answer with Discord's headers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusal } from './refusal.ts';

export interface UploadedFile {
  /** The n of `files[n]`, by which an attachment names its file. */
  readonly index: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly description?: string;
}

/** One REST call, kept without any token. */
export interface DiscordCall {
  readonly method: string;
  /** Without `/api/v10`; an interaction's token reads `:token`. */
  readonly path: string;
  readonly query: string;
  /** JSON; of a multipart request its `payload_json`. */
  readonly body?: unknown;
  readonly files?: readonly UploadedFile[];
  readonly at: number;
  readonly status: number;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Sent instead of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came in, read but not yet judged. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Reads a request to its end. @throws Refusal when the body is no JSON or a file is too large */
export async function readRequest(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const multipart = type.startsWith('multipart/form-data') ? await readForm(raw, type) : undefined;
  const body = parseJson(multipart ? multipart.json : raw.toString());
  return {
    method: request.method ?? 'GET',
    url: urlOf(request),
    authorization: request.headers.authorization,
    body,
    files: (multipart?.files ?? []).map((file) => ({ ...file, ...descriptionOf(body, file.index) })),
  };
}

/** The address that was asked for; the host is of no interest. */
export function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://127.0.0.1');
}

async function readForm(raw: Buffer, type: string) {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
  const files: UploadedFile[] = [];
  for (const [field, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    if (value.size > MAX_FILE_BYTES) throw refusal('too-large');
    files.push({ index: Number(index), name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { files, json: String(form.get('payload_json') ?? '') };
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('invalid-json');
  }
}

function descriptionOf(body: unknown, index: number): { description?: string } {
  const described = attachmentsIn(body).find(({ id }) => String(id) === String(index));
  return typeof described?.description === 'string' ? { description: described.description } : {};
}

interface Described {
  readonly id?: unknown;
  readonly description?: unknown;
}

/** The list of attachments: of a message, of a callback's data or of a forum post's message. */
function attachmentsIn(body: unknown): readonly Described[] {
  if (typeof body !== 'object' || body === null) return [];
  if ('attachments' in body && Array.isArray(body.attachments)) return body.attachments;
  if ('data' in body) return attachmentsIn(body.data);
  return 'message' in body ? attachmentsIn(body.message) : [];
}

// Far more than a test sends, so that the client never waits of its own accord.
const PLENTY = {
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '999',
  'x-ratelimit-reset-after': '1',
} as const;

/** Writes an answer; routes with the same bucket share a rate limit. */
export function writeAnswer(response: ServerResponse, answer: Answer, bucket: string): void {
  const { status, body, text, headers } = answer;
  const payload = text ?? (body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, {
    ...PLENTY,
    'x-ratelimit-bucket': bucket,
    // discord.js parses an empty answer too when it is called JSON.
    ...(payload === '' ? {} : { 'content-type': text === undefined ? 'application/json' : 'text/html' }),
    ...headers,
  });
  response.end(payload);
}
