// JavaScript because neither @types/node nor a library of TypeScript without the DOM declares WebAssembly.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Waiting for its lock the engine sets a timer of ten seconds that it never clears: it must not keep the process alive. */
const unrefTimers = (imports) =>
  Object.fromEntries(
    Object.entries(imports).map(([name, value]) =>
      name.startsWith('__wbg_setTimeout_') ? [name, (call, ms) => setTimeout(call, ms >>> 0).unref()] : [name, value],
    ),
  );

/** By hand rather than through the package's own door, which also makes Node print an ExperimentalWarning. */
const load = async () => {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(path.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': unrefTimers(glue) });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
};

let loading;

export const loadEngine = () => {
  loading ??= load();
  return loading;
};
