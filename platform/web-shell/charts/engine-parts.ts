import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import * as engine from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

engine.use([LineChart, CustomChart, GridComponent, MarkLineComponent, CanvasRenderer, SVGRenderer]);

export { engine };
