import type { Permission } from './world.ts';

const patterns = new Map<string, RegExp>();

/** Whether an operation's name matches an action of a role: case-insensitive, `*` stands for any characters. */
export function actionMatches(action: string, operation: string): boolean {
  let pattern = patterns.get(action);
  if (pattern === undefined) {
    const parts = action.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    pattern = new RegExp(`^${parts.join('.*')}$`, 'i');
    patterns.set(action, pattern);
  }
  return pattern.test(operation);
}

/** Whether one entry of permissions allows an operation: by some action, and by no notAction of that entry. */
export function permits(permission: Permission, operation: string): boolean {
  return (
    permission.actions.some((action) => actionMatches(action, operation)) &&
    !permission.notActions.some((action) => actionMatches(action, operation))
  );
}

/** The same, counting only actions that name the operation's resource provider outright. */
export function permitsByName(permission: Permission, operation: string): boolean {
  const namespace = `${operation.slice(0, operation.indexOf('/')).toLowerCase()}/`;
  const named = permission.actions.filter((action) => action.toLowerCase().startsWith(namespace));
  return permits({ ...permission, actions: named }, operation);
}
