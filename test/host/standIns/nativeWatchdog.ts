// Takes the place of the native module native-watchdog, which needs a C++ compiler to install: ends this process
// when the one that started it is gone.

/** Watches the process with this id. */
export function start(pid: number): void {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000).unref();
}

export function exit(code = 0): never {
  process.exit(code);
}
