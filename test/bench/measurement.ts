import type { Figure } from './figure.ts';
import type { Packages } from './packages.ts';

/** Takes some figures that are measured together. `tell` hears how it goes on. */
export type Measurement = (packages: Packages, tell: (line: string) => void) => Promise<readonly Figure[]>;
