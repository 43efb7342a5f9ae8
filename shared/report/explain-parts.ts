/** The name under which explanations import what they share until they agree on one. */
export * from './explained-item.ts';
