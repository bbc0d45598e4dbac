/** Asks again until the answer is true; fails with the name of the condition when it does not become so in time. */
export const eventually = async (
  condition: string,
  ask: () => boolean | Promise<boolean>,
  { withinMs = 20_000 } = {},
): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${condition}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
