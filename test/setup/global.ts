// Gives every test run one real PostgreSQL, which starts only when the first test connects to it.
import type { TestProject } from 'vitest/node';
import { openDoorway } from './postgres-doorway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's connection string of the run's PostgreSQL; connecting to it starts the server. */
    postgresUrl: string;
  }
}

/** Opens the doorway to PostgreSQL before the first test and returns what closes it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const doorway = await openDoorway();
  project.provide('postgresUrl', doorway.url);
  return doorway.close;
}
