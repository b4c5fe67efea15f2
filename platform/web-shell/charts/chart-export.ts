import { shanghaiIso } from '#units';
import { loadEngine } from './engine.ts';
import type { Picture, PictureTable } from './picture.ts';
import { visibleOption } from './use-drawing.ts';

const cell = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** RFC 4180 with a byte-order mark, so that spreadsheets read Chinese; times in ISO 8601 with Shanghai's offset. */
export const csvOf = ({ columns, rows }: PictureTable): string => {
  const head = columns.map(({ title, unit }) => cell(unit ? `${title} (${unit})` : title));
  const lines = rows.map((row) =>
    row.map((value, i) => {
      if (value === null) return '';
      if (typeof value === 'string') return cell(value);
      return columns[i]?.kind === 'time' ? shanghaiIso(value) : String(value);
    }),
  );
  return `\uFEFF${[head, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const HEAD_PX = 64;
const keysSvg = (picture: Picture, ink: string): string => {
  let x = 16;
  return picture.keys
    .map(({ name, colour }) => {
      const part = `<rect x="${x}" y="38" width="10" height="10" rx="3" fill="${colour}"/><text x="${x + 15}" y="47" fill="${ink}" font-size="12">${escaped(name)}</text>`;
      x += 34 + [...name].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 12 : 6.6), 0);
      return part;
    })
    .join('');
};

/** The picture with its title and keys as one drawing that stands alone. */
export const svgOf = async (
  picture: Picture,
  hidden: ReadonlySet<string>,
  look: { readonly fontFamily: string; readonly surface: string; readonly ink: string },
  widthPx = 1200,
): Promise<string> => {
  const engine = await loadEngine();
  const chart = engine.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: widthPx,
    height: picture.heightPx,
  });
  chart.setOption(visibleOption(picture.option, hidden));
  const inner = chart.renderToSVGString();
  chart.dispose();
  const heightPx = picture.heightPx + HEAD_PX;
  const family = escaped(look.fontFamily.replaceAll('"', "'"));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}" font-family="${family}"><title>${escaped(picture.title)}</title><desc>${escaped(picture.description)}</desc><rect width="100%" height="100%" fill="${look.surface}"/><text x="16" y="26" font-size="16" font-weight="600" fill="${look.ink}">${escaped(picture.title)}<tspan dx="8" font-size="12" font-weight="400">${escaped(picture.unit)}</tspan></text>${keysSvg(picture, look.ink)}<g transform="translate(0 ${HEAD_PX})">${inner}</g></svg>`;
};

/** A drawing as a PNG at twice its size. */
export const pngOf = async (svg: string): Promise<Blob> => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture.'))),
      'image/png',
    );
  });
};

/** Hands a file to the browser's downloads. */
export const saveFile = (name: string, content: Blob | string, type: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
