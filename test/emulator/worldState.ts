import { readWorld } from './readWorld.ts';
import { canonical } from './scope.ts';
import type { World, WorldDocument } from './world.ts';

/** A change of a world: what is put replaces the thing of the same id or is added, what is removed goes. */
export interface WorldEdit {
  readonly put?: Partial<WorldDocument>;
  /** Ids of anything: tenants, users, subscriptions, role assignments, registration assignments, locks … */
  readonly remove?: readonly string[];
}

/** The world as it is now, and as it was at the start. */
export class WorldState {
  private start: World;
  private now: World;
  /** What it was before each change, and until when (epoch milliseconds); oldest first. */
  private past: { readonly world: World; readonly until: number }[] = [];

  /** @throws Error when the document refers to something that it does not have. */
  constructor(document: WorldDocument) {
    this.start = readWorld(document);
    this.now = this.start;
  }

  /** The world now; a later change makes another one and leaves this untouched. */
  get current(): World {
    return this.now;
  }

  /** The world as it was at a time (epoch milliseconds), as far back as the start. */
  asOf(time: number): World {
    return this.past.find(({ until }) => until > time)?.world ?? this.now;
  }

  /** Takes another world, which is then the one that {@link reset} returns to. */
  replace(document: WorldDocument): void {
    this.start = readWorld(document);
    this.reset();
  }

  /** Changes parts of the world. */
  edit({ put = {}, remove = [] }: WorldEdit): void {
    const gone = new Set(remove.map(canonical));
    const changed: Record<string, unknown> = { ...this.now };
    for (const [key, value] of Object.entries(changed))
      if (Array.isArray(value)) changed[key] = value.filter((item) => !gone.has(idOf(item)));
    for (const [key, value] of Object.entries(put)) {
      const before = changed[key];
      changed[key] =
        key === 'service'
          ? {
              ...this.now.service,
              ...put.service,
              graph: { ...this.now.service.graph, ...put.service?.graph },
              deletion: { ...this.now.service.deletion, ...put.service?.deletion },
            }
          : Array.isArray(value) && Array.isArray(before)
            ? merged(before, value)
            : value;
    }
    this.become(readWorld(changed as unknown as World));
  }

  /** Takes the outcome of an operation. */
  become(world: World): void {
    this.past.push({ world: this.now, until: Date.now() });
    this.now = world;
  }

  /** Back to the start. */
  reset(): void {
    this.past = [];
    this.now = this.start;
  }
}

function merged(before: readonly unknown[], put: readonly unknown[]): readonly unknown[] {
  const replacing = new Map(put.map((item) => [idOf(item), item]));
  const kept = before.map((item) => {
    const replacement = replacing.get(idOf(item));
    replacing.delete(idOf(item));
    return replacement ?? item;
  });
  return [...kept, ...replacing.values()];
}

/** The id of anything in a world; what has none is its own content. */
function idOf(item: unknown): string {
  return canonical((item as { readonly id?: string }).id ?? JSON.stringify(item));
}
