const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** Whether this machine can download VS Code and show its window. */
export async function canDownloadEditor(): Promise<boolean> {
  const hasDisplay =
    process.platform !== 'linux' ||
    process.env.DISPLAY !== undefined ||
    process.env.WAYLAND_DISPLAY !== undefined;
  if (!hasDisplay) return false;
  try {
    return (await fetch(releases, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
