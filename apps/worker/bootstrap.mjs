// A worker thread starts as plain JavaScript: this line teaches it TypeScript, the next one starts the planner.
import { register } from 'tsx/esm/api';

register();
await import('./planner-thread.ts');
