// A loopback port that starts PostgreSQL on the first connection and passes the connection on.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./postgres-server.ts', import.meta.url));

export interface Doorway {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Server {
  readonly process: ChildProcess;
  readonly port: Promise<number>;
}

/** Listens on a free loopback port; closing stops the server too, if it ever started. */
export async function openDoorway(): Promise<Doorway> {
  const password = randomBytes(16).toString('hex');
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listener = createServer((client) => {
    server ??= startServer(password);
    passOn(client, server.port, sockets);
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const close = async (): Promise<void> => {
    listener.close();
    for (const socket of sockets) socket.destroy();
    if (server) await stopServer(server);
  };
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${(listener.address() as AddressInfo).port}/postgres`,
    close,
  };
}

/** The server watches its standard input, so that it ends with this process however that dies. */
function startServer(password: string): Server {
  const child = spawn(process.execPath, [SERVER], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ARCHWAY_TEST_POSTGRES_PASSWORD: password },
  });
  return { process: child, port: readPort(child) };
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once('line', (line) => resolve(Number(line)));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('PostgreSQL for the tests did not start; its reason stands above')));
  });
}

async function stopServer(server: Server): Promise<void> {
  if (server.process.exitCode !== null || server.process.signalCode !== null) return;
  const exited = once(server.process, 'exit');
  server.process.stdin?.end();
  await exited;
}

function passOn(client: Socket, port: Promise<number>, sockets: Set<Socket>): void {
  keep(client, sockets);
  port.then(
    (number) => {
      const upstream = keep(connect(number, '127.0.0.1'), sockets);
      client.pipe(upstream).pipe(client);
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => client.destroy());
    },
    () => client.destroy(),
  );
}

function keep(socket: Socket, sockets: Set<Socket>): Socket {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  return socket.on('error', () => socket.destroy());
}
