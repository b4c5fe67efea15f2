import { CustomChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as engine from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

engine.use([
  ...[LineChart, CustomChart, SankeyChart],
  ...[GridComponent, MarkLineComponent, TooltipComponent],
  ...[CanvasRenderer, SVGRenderer],
]);

export { engine };
