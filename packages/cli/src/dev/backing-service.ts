/** Something that the apps need and that is either ours to run or somebody else's. */
export interface BackingService extends AsyncDisposable {
  readonly url: string;
  /** For the panel: what is used, and because of which setting. */
  readonly using: string;
  readonly why: string;
  /** For the panel: one sentence when the usual port was taken. */
  readonly moved?: string | undefined;
  /** Process id of our own; undefined where it is somebody else's. */
  pid(): number | undefined;
}
