import { perMw } from '../model/conversion.ts';
import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const GRID_CONNECTION = 'grid_connection';

/**
 * Import is paid and emits at the grid's factor, export earns. Both go through one connection: the shares of the two
 * limits that are used never exceed one, which keeps energy from going in circles. Where a limit is missing, the most
 * that the region could ever draw stands for it.
 */
export const gridConnection = ({ problem, model, decisions, grid }: BlockContext): void => {
  problem.gridConnections.forEach((connection, i) => {
    for (let t = 0; t < grid.periodCount; t++) {
      const [bought, sold] = [columnAt(decisions.importMw[i]!, t), columnAt(decisions.exportMw[i]!, t)];
      model.charge('gridImport', bought, connection.importYuanPerMwh[t]! * grid.hours);
      model.charge('gridExport', sold, -connection.exportYuanPerMwh[t]! * grid.hours);
      model.emit(bought, connection.emissionTco2PerMwh[t]! * grid.hours);
      const [importLimitMw, exportLimitMw] = [model.upperOf(bought), model.upperOf(sold)];
      if (importLimitMw <= 0 || exportLimitMw <= 0) continue;
      const row = model.row<'share'>(GRID_CONNECTION, connection.id, t, 0, 1);
      model.addConverted(row, 1, perMw(importLimitMw), bought);
      model.addConverted(row, 1, perMw(exportLimitMw), sold);
    }
  });
};
