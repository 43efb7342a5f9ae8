/** The workbench contract bound to the backend's context: every handler file starts from here. */
import { implement } from '@orpc/server';
import { workbench } from '../../../shared/contract/workbench.ts';
import type { BackendContext } from '../context.ts';

export const base = implement(workbench).$context<BackendContext>();
