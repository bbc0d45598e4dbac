/** z ← z² + c, the map whose Julia set is drawn. */
export interface Constant {
  readonly real: number;
  readonly imaginary: number;
}

/** What part of the plane is drawn, and how finely. */
export interface View {
  /** Pixels, at least 1 each; the longer side at least 2. */
  readonly width: number;
  readonly height: number;
  /** Point in the middle of the picture. Default 0 + 0i. */
  readonly centre?: Constant;
  /** 1 shows the square from −1−i to 1+i along the longer side; 0.5 shows −2−2i to 2+2i. Default 1. */
  readonly zoom?: number;
  /**
   * `symmetric` (default): z and −z are both on the grid, bit for bit, when the centre is 0.
   * `original`: the grid of the first implementation, whose rows are one too high; only for pictures that must equal its own.
   */
  readonly grid?: 'symmetric' | 'original';
}

/** One picture to compute. */
export interface JuliaSet {
  readonly constant: Constant;
  readonly view: View;
  /** Iterations after which a point counts as belonging to the set; 1 to 2³² − 1. */
  readonly depth: number;
}
