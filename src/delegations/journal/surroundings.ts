import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import type { RemovalClock } from '../removal/ports.ts';
import { systemClock } from '../removal/systemClock.ts';
import { errorCode } from './journalError.ts';

/** What the journal needs of a file system; `node:fs/promises` is one. */
export type FileSystem = Pick<
  typeof fs,
  | 'chmod'
  | 'copyFile'
  | 'link'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'readFile'
  | 'rename'
  | 'rm'
  | 'unlink'
  | 'writeFile'
>;

/** The time of day. */
export interface JournalClock extends RemovalClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** A process that works with the journal, such as the extensions of one window. */
export interface Owner {
  /** Random: another for each process, also where a later one has the same number. */
  readonly id: string;
  readonly pid: number;
  /** Name of the machine. */
  readonly host: string;
}

/** What the journal needs beside its folder. */
export interface JournalSurroundings {
  readonly fs: FileSystem;
  readonly clock: JournalClock;
  readonly owner: Owner;
  /** Whether a process of this machine runs. */
  isRunning(pid: number): boolean;
}

/** This process, on this machine. */
export function thisProcess(): JournalSurroundings {
  return {
    fs,
    clock: systemClock,
    owner: { id: randomUUID(), pid: process.pid, host: hostname() },
    isRunning,
  };
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is not sent: it asks whether it could be.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
