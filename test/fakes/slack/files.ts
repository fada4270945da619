// Files on the fake Slack: uploaded in three steps, looked at for a while, and refused in messages before that.
export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  bytes: Buffer | undefined;
  isComplete: boolean;
  /** files.info calls until Slack has looked at it. */
  asksUntilReady: number;
  isDeleted: boolean;
}

export interface FileWorld {
  readonly files: SlackFile[];
  /** For files that come. */
  asksUntilReady: number;
  /** The address of the fake itself. */
  origin: () => string;
}

type Args = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;
const fail = (error: string): Answer => ({ ok: false, error });

const find = ({ files }: FileWorld, id: unknown) => files.find((file) => file.id === id && !file.isDeleted);

export const fileMethods: Readonly<Record<string, (world: FileWorld, args: Args) => Answer>> = {
  'files.getUploadURLExternal': (world, args) => {
    const length = Number(args.length);
    if (!args.filename || !(length > 0)) return fail('invalid_arguments');
    const id = `F${world.files.length + 1}`;
    world.files.push({
      id,
      name: String(args.filename),
      length,
      bytes: undefined,
      isComplete: false,
      asksUntilReady: world.asksUntilReady,
      isDeleted: false,
    });
    return { ok: true, upload_url: `${world.origin()}/upload/${id}`, file_id: id };
  },
  'files.completeUploadExternal': (world, args) => {
    for (const { id } of args.files as readonly { id: string }[]) {
      const file = find(world, id);
      if (file?.bytes?.length !== file?.length) return fail('file_not_found');
      if (file) file.isComplete = true;
    }
    return { ok: true, files: args.files };
  },
  'files.info': (world, args) => {
    const file = find(world, args.file);
    if (!file) return fail('file_not_found');
    const isReady = file.isComplete && file.asksUntilReady-- <= 0;
    return { ok: true, file: { id: file.id, name: file.name, ...(isReady ? { mimetype: 'image/png' } : {}) } };
  },
  'files.delete': (world, args) => {
    const file = find(world, args.file);
    if (!file) return fail('file_not_found');
    file.isDeleted = true;
    return { ok: true };
  },
};

/** The bytes of a file, sent to its upload address. False when there is no such file. */
export function takeBytes(world: FileWorld, id: string, bytes: Buffer): boolean {
  const file = find(world, id);
  if (file) file.bytes = bytes;
  return file !== undefined;
}

/** Image blocks whose file Slack cannot show. */
export function fileBreaches(world: FileWorld, blocks: unknown): readonly string[] {
  return (Array.isArray(blocks) ? blocks : []).flatMap((block) => {
    const id: unknown = block?.slack_file?.id;
    if (id === undefined) return [];
    const file = find(world, id);
    return file?.isComplete && file.asksUntilReady < 0 ? [] : [`invalid slack file ${String(id)}`];
  });
}
