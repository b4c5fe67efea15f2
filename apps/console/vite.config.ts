import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { lookPlugin } from './look-plugin.ts';

/** `npm run console:build` writes apps/console/dist, which the server serves; `vite apps/console` is for developing. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), lookPlugin()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': 'http://127.0.0.1:4120' } },
});
