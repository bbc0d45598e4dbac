import type { HighlighterCore, ThemedToken } from 'shiki/core';

export type CodeLanguage = 'typescript' | 'sql';

let loading: Promise<HighlighterCore> | undefined;

/** Loaded on first use and kept: only the pages that show code pay for it. */
const highlighter = (): Promise<HighlighterCore> => {
  loading ??= (async () => {
    const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, light, dark, typescript, sql] =
      await Promise.all([
        import('shiki/core'),
        import('shiki/engine/javascript'),
        import('shiki/themes/github-light-high-contrast.mjs'),
        import('shiki/themes/github-dark-high-contrast.mjs'),
        import('shiki/langs/typescript.mjs'),
        import('shiki/langs/sql.mjs'),
      ]);
    return createHighlighterCore({
      engine: createJavaScriptRegexEngine(),
      themes: [light.default, dark.default],
      langs: [typescript.default, sql.default],
    });
  })();
  return loading;
};

/** Lines of tokens whose style carries the colours of both themes as `--shiki-light` and `--shiki-dark`. */
export const highlight = async (code: string, lang: CodeLanguage): Promise<ThemedToken[][]> => {
  const { codeToTokens } = await highlighter();
  return codeToTokens(code, {
    lang,
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: false,
  }).tokens;
};
