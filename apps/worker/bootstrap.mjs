// A worker thread starts as plain JavaScript: this line teaches it TypeScript, the last one starts what it is for.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.script);
