import { words } from '../text.ts';

export const say = words({
  table: { zh: '看数据表', en: 'Show the table' },
  hideTable: { zh: '收起数据表', en: 'Hide the table' },
  save: { zh: '导出', en: 'Export' },
  png: { zh: '图片 PNG', en: 'Picture, PNG' },
  svg: { zh: '矢量图 SVG', en: 'Drawing, SVG' },
  csv: { zh: '数据 CSV', en: 'Data, CSV' },
  hint: {
    zh: '拖动放大，按住 Shift 拖动平移，双击还原；键盘：方向键移动，加减号缩放，0 还原',
    en: 'Drag to zoom, Shift-drag to pan, double-click for all. Keys: arrows move, + and - zoom, 0 shows all',
  },
  now: { zh: '现在', en: 'now' },
  all: { zh: '全部', en: 'All' },
  zoomIn: { zh: '放大', en: 'Zoom in' },
  zoomOut: { zh: '缩小', en: 'Zoom out' },
  earlier: { zh: '向前', en: 'Earlier' },
  later: { zh: '向后', en: 'Later' },
  toggle: { zh: '显示或隐藏“{name}”', en: 'Show or hide {name}' },
  exportFailed: {
    zh: '图片没能生成。请改用 SVG 或 CSV。',
    en: 'The picture could not be made. Export SVG or CSV instead.',
  },
});
