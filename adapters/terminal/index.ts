// The terminal adapter.
export { createTerminal } from './chat.ts';
export { renderCard } from './render.ts';
