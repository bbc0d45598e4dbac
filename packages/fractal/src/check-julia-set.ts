import type { JuliaSet } from './julia-set.ts';

/** 2²⁸ pixels: a gibibyte of counts. */
const mostPixels = 2 ** 28;

/** @throws {RangeError} naming the value and what is allowed. */
export const wholeNumber = (name: string, value: number, least: number, most: number): void => {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}; it was ${value}.`);
};

const finite = (name: string, value: number): void => {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number; it was ${value}.`);
};

/**
 * Refuses what no kernel can draw.
 * @throws {RangeError} naming the value and what is allowed.
 */
export const checkJuliaSet = ({ constant, view, depth }: JuliaSet): void => {
  wholeNumber('depth', depth, 1, 0xffff_ffff);
  wholeNumber('width', view.width, 1, 65_535);
  wholeNumber('height', view.height, 1, 65_535);
  if (Math.max(view.width, view.height) < 2) throw new RangeError('A picture needs at least 2 pixels along one side.');
  if (view.width * view.height > mostPixels)
    throw new RangeError(`A picture has at most ${mostPixels} pixels; it was ${view.width} × ${view.height}.`);
  finite('constant.real', constant.real);
  finite('constant.imaginary', constant.imaginary);
  finite('centre.real', view.centre?.real ?? 0);
  finite('centre.imaginary', view.centre?.imaginary ?? 0);
  const zoom = view.zoom ?? 1;
  if (!(Number.isFinite(zoom) && zoom > 0)) throw new RangeError(`zoom must be above 0; it was ${zoom}.`);
};
