/** What the rule of one kind of event is given. */
import type { EventBody, EventKey } from '../../shared/domain/events.ts';
import type { Effect } from '../../shared/domain/projection.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';

export interface RuleInput<K extends EventKey> {
  context: ProjectionContext;
  event: PlacedEvent;
  body: EventBody<K>;
  /** What the shared rules make of it; kinds without an effect have none. */
  effect: Extract<Effect, { type: KindOf<K> }>;
  /** All of it, for kinds that do more than one thing. */
  effects: readonly Effect[];
}
type KindOf<K extends string> = K extends `${infer Kind}@${string}` ? Kind : never;
