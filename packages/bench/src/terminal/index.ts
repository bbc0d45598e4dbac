// The door "./terminal": how a run looks in a terminal. Rendering is pure; only the sink writes.
export { createTerminalSink, type TerminalSink, type TerminalSinkOptions } from './create-terminal-sink.ts';
export { type Colors, colorsFor } from './paint.ts';
export { type LiveState, renderLive, renderProgressLine } from './render-live.ts';
export { renderResult } from './render-result.ts';
