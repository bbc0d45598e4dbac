/** What the supervisor says while it runs. Quiet by default: one line for trouble, one when it is over. */
export interface Reporter {
  /** A step of the start, shown until the panel replaces it. */
  step(text: string): void;
  trouble(name: string, sentence: string): void;
  recovered(name: string): void;
  /** A line of a child's own output; shown with --verbose only. */
  line(name: string, text: string): void;
  say(text: string): void;
  /** Takes the last step off the terminal. */
  done(): void;
}
