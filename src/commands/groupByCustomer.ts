import { groupByCustomer as group } from '../settings.ts';
import type { CommandAction } from './commandAction.ts';

/** Puts customers between managing tenants and subscriptions. */
export const groupByCustomer: CommandAction = () => group(true);

/** Hangs subscriptions below their managing tenants again. */
export const ungroup: CommandAction = () => group(false);
