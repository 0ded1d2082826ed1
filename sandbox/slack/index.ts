export type { Filling } from './fill.ts';
export type { Post, PostWay } from './messages.ts';
export { type SlackOptions, type SlackSimulator, startSlack } from './simulator.ts';
export type { Workspace } from './workspace.ts';
