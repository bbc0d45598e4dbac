export { type EncodeOptions, encodePng, type Picture } from './encode-png.ts';
export { escapeTime, escapeTimes, type Rows } from './escape-times.ts';
export type { Constant, JuliaSet, View } from './julia-set.ts';
export { type Palette, type PaletteName, palettes } from './palettes.ts';
export { type SmoothEscapeTimes, smoothEscapeTimes, smoothValue } from './smooth-escape-times.ts';
export { toPaletteIndices } from './to-palette-indices.ts';
