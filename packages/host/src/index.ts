export { envField } from './env-field.ts';
export { envOrGiveUp } from './env-or-give-up.ts';
export { giveUp } from './give-up.ts';
export { listenOrGiveUp } from './listen-or-give-up.ts';
export { onStopSignal } from './on-stop-signal.ts';
export { parseEnv } from './parse-env.ts';
