/** 256 colours as 768 bytes: red, green, blue of entry 0, then of entry 1 … */
export type Palette = Uint8Array;

type Channel = (x: number) => number;
/** A position from 0 to 1 and the colour there, each channel from 0 to 1. */
type Stop = readonly [at: number, red: number, green: number, blue: number];

const entries = 256;

/** Truncates as matplotlib does, so that the bytes are its own. */
const toByte = (value: number): number => Math.trunc(Math.min(1, Math.max(0, value)) * 255);

const fromChannels = (red: Channel, green: Channel, blue: Channel): Palette => {
  const palette = new Uint8Array(entries * 3);
  for (let entry = 0; entry < entries; entry++) {
    // Not entry / 255: these are numpy's own roundings.
    const x = entry === entries - 1 ? 1 : entry * (1 / (entries - 1));
    palette.set([toByte(red(x)), toByte(green(x)), toByte(blue(x))], entry * 3);
  }
  return palette;
};

/** Straight lines between stops, with positions scaled to entries first: the order of operations decides the last bit. */
const fromStops = (stops: readonly Stop[]): Palette => {
  const channel = (index: 1 | 2 | 3): Channel => {
    return (x) => {
      const position = x * (entries - 1);
      const above = stops.findIndex(([at]) => at * (entries - 1) >= position);
      const high = stops[above];
      const low = stops[above - 1];
      if (!high || !low) return (high ?? stops.at(-1))?.[index] ?? 0;
      const start = low[0] * (entries - 1);
      return ((position - start) / (high[0] * (entries - 1) - start)) * (high[index] - low[index]) + low[index];
    };
  };
  return fromChannels(channel(1), channel(2), channel(3));
};

/** Green's cubehelix: brightness rises evenly, hue circles (D. A. Green, Bull. Astr. Soc. India 39, 289, 2011). */
const cubehelix = (cosine: number, sine: number): Channel => {
  return (x) => {
    const amplitude = (x * (1 - x)) / 2;
    const angle = 2 * Math.PI * (0.5 / 3 + -1.5 * x);
    return x + amplitude * (cosine * Math.cos(angle) + sine * Math.sin(angle));
  };
};

/** ColorBrewer 2.0, "Oranges", nine classes (C. Brewer, colorbrewer2.org, Apache-2.0). */
const oranges = [0xfff5eb, 0xfee6ce, 0xfdd0a2, 0xfdae6b, 0xfd8d3c, 0xf16913, 0xd94801, 0xa63603, 0x7f2704];

const nipySpectral: readonly Stop[] = [
  [0, 0, 0, 0],
  [0.05, 0.4667, 0, 0.5333],
  [0.1, 0.5333, 0, 0.6],
  [0.15, 0, 0, 0.6667],
  [0.2, 0, 0, 0.8667],
  [0.25, 0, 0.4667, 0.8667],
  [0.3, 0, 0.6, 0.8667],
  [0.35, 0, 0.6667, 0.6667],
  [0.4, 0, 0.6667, 0.5333],
  [0.45, 0, 0.6, 0],
  [0.5, 0, 0.7333, 0],
  [0.55, 0, 0.8667, 0],
  [0.6, 0, 1, 0],
  [0.65, 0.7333, 1, 0],
  [0.7, 0.9333, 0.9333, 0],
  [0.75, 1, 0.8, 0],
  [0.8, 1, 0.6, 0],
  [0.85, 1, 0, 0],
  [0.9, 0.8667, 0, 0],
  [0.95, 0.8, 0, 0],
  [1, 0.8, 0.8, 0.8],
];

const terrain: readonly Stop[] = [
  [0, 0.2, 0.2, 0.6],
  [0.15, 0, 0.6, 1],
  [0.25, 0, 0.8, 0.4],
  [0.5, 1, 1, 0.6],
  [0.75, 0.5, 0.36, 0.33],
  [1, 1, 1, 1],
];

/** The colour maps of the original, byte for byte those of matplotlib. */
export const palettes = {
  nipy_spectral: fromStops(nipySpectral),
  cubehelix: fromChannels(cubehelix(-0.14861, 1.78277), cubehelix(-0.29227, -0.90649), cubehelix(1.97294, 0)),
  Oranges: fromStops(
    oranges.map((rgb, index) => [index / 8, (rgb >> 16) / 255, ((rgb >> 8) & 255) / 255, (rgb & 255) / 255]),
  ),
  gnuplot: fromChannels(
    (x) => Math.sqrt(x),
    (x) => x ** 3,
    (x) => Math.sin(x * 2 * Math.PI),
  ),
  terrain: fromStops(terrain),
  ocean: fromChannels(
    (x) => 3 * x - 2,
    (x) => Math.abs((3 * x - 1) / 2),
    (x) => x,
  ),
} as const satisfies Record<string, Palette>;

export type PaletteName = keyof typeof palettes;
