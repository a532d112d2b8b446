import { spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';

/** A program and everything that it starts. */
export interface ProcessGroup {
  readonly pid: number;
  /** Settles when the program itself has ended, with its exit code (null after a signal). */
  readonly ended: Promise<number | null>;
  /** Ends all of it: the program gets five seconds to end by itself, what it leaves behind ends at once. */
  readonly stop: () => Promise<void>;
}

/** Starts a program as the leader of a process group of its own; its output goes to a log file. */
export function startProcessGroup(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  logFile: string,
): ProcessGroup {
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, { env, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args[0] ?? ''} did not start`);

  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const signalAll = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-pid, signal);
    } catch {
      // Nothing is left of it.
    }
  };
  const killAll = (): void => signalAll('SIGKILL');
  process.once('exit', killAll);

  return {
    pid,
    ended,
    stop: async () => {
      signalAll('SIGTERM');
      const force = setTimeout(killAll, 5000);
      await ended;
      clearTimeout(force);
      killAll();
      process.off('exit', killAll);
    },
  };
}
