/** A statement as it is read: without the lines around it and the indentation that its source had. */
export const statementText = (text: string): string => {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const [first = '', ...rest] = lines;
  // The first line may begin beside the quote that opens the text; then only the others are indented.
  const measured = /^\s/.test(first) ? lines : rest;
  const indents = measured.flatMap((line) => (line.trim() ? [line.length - line.trimStart().length] : []));
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  const outdent = (line: string) => (/^\s/.test(line) ? line.slice(Math.min(indent, line.length)) : line);
  return [outdent(first), ...rest.map(outdent)].join('\n');
};
