import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Full path of the first of these programs that is on PATH, or undefined. */
export const findExecutable = async (
  names: readonly string[],
  path = process.env.PATH ?? '',
): Promise<string | undefined> => {
  for (const name of names)
    for (const folder of path.split(delimiter)) {
      const file = join(folder, name);
      if (
        await access(file, constants.X_OK).then(
          () => folder !== '',
          () => false,
        )
      )
        return file;
    }
  return undefined;
};
