import * as echarts from 'echarts';
import type { ChartContext, ChartPicture } from '#dispatch/charts';
import { coloursOf, FONTS } from '#platform/look';
import type { Language } from '#units';
import { Html, html } from './html.ts';

/** Width in px that pictures are laid out for; they scale with the page. */
const WIDTH_PX = 1040;

/** Charts on paper: the light colours. */
export const paperContext = (language: Language): ChartContext => ({
  language,
  look: { fontFamily: FONTS.sans, colours: coloursOf('light') },
});

/** A picture as a figure with its drawing, legend and description; no script, no request. */
export function figure(picture: ChartPicture, number: number, language: Language): Html {
  const caption = language === 'zh' ? `图 ${number}` : `Figure ${number}`;
  return html`<figure>
<figcaption><b>${caption}</b> ${picture.title} <small>${picture.unit}</small></figcaption>
${keys(picture)}
<div class="drawing" role="img" aria-label="${picture.description}">${drawing(picture)}</div>
<p class="reading">${picture.description}</p>
</figure>`;
}

function keys(picture: ChartPicture): Html | null {
  if (picture.keys.length === 0) return null;
  const items = picture.keys.map(
    (key) => html`<li><i class="mark ${key.mark}" style="--c:${key.colour}"></i>${key.name}</li>`,
  );
  return html`<ul class="keys">${items}</ul>`;
}

function drawing(picture: ChartPicture): Html {
  const chart = echarts.init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: WIDTH_PX,
    height: picture.heightPx,
  });
  try {
    chart.setOption({ ...picture.option, animation: false, dataZoom: [], toolbox: { show: false } });
    const svg = chart.renderToSVGString().replace(/^<svg width="\d+" height="\d+"/, '<svg');
    // The page says the letters once; repeated at every label they are half of the file.
    return new Html(svg.replaceAll(FONTS.sans.replaceAll('"', "'"), 'sans-serif'));
  } finally {
    chart.dispose();
  }
}
