interface CommandLineProps {
  readonly label: string;
  readonly command: string;
}

/** A command to read and repeat: a long one goes on in the next line, but only between its words, never inside `--flag`. */
export const CommandLine = ({ label, command }: CommandLineProps) => (
  <section aria-label={label} className="rounded-lg bg-muted px-3.5 py-3">
    <code className="font-mono text-[0.78125rem] leading-[1.6]">
      {command.split(' ').map((word, i) => (
        <span key={i}>
          {i > 0 && ' '}
          <span className="inline-block max-w-full break-all">{word}</span>
        </span>
      ))}
    </code>
  </section>
);
