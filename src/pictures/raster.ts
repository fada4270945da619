// From SVG to PNG, with the fonts of our packages and none of the machine's.
import { Resvg } from '@resvg/resvg-js';
import { fontFiles } from './fonts.ts';

/** As large as the SVG says, or `widthPx` wide. */
export function pngOf(svg: string, widthPx?: number): Buffer {
  const renderer = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [...fontFiles], defaultFontFamily: 'Inter' },
    ...(widthPx === undefined ? {} : { fitTo: { mode: 'width', value: widthPx } }),
  });
  return renderer.render().asPng();
}
