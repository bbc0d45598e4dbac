import { LabError } from '@lab/errors';
import { appNames } from './describe-apps.ts';

/** `api,worker` → names of apps. The front door is always among them: without it nothing could be opened. */
export const parseApps = (text: string): readonly string[] => {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !appNames.some((known) => known === name));
  if (unknown !== undefined)
    throw new LabError('bad-input', { problem: `There is no app "${unknown}"; there are ${appNames.join(', ')}.` });
  return names.includes('api') ? names : ['api', ...names];
};
