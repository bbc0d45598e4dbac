/** JSON.parse that gives undefined for what is no JSON: text of a store that others can write to. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
