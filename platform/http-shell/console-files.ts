import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import type { RoomApp } from './room.ts';

const A_YEAR_SECONDS = 31_536_000;

/** Serves the built console; an address that is no file opens the console at that page. */
export async function serveConsole(app: RoomApp, folder: string | null): Promise<void> {
  const built = folder !== null && existsSync(path.join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (response, file) => {
        // Vite puts a hash of the content into the names below assets/.
        const forever = file.startsWith(path.join(folder, 'assets') + path.sep);
        response.setHeader(
          'cache-control',
          forever ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache',
        );
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendNotFound(request, reply);
    return built ? reply.sendFile('index.html') : reply.type('text/html; charset=utf-8').send(NOT_BUILT);
  });
}

const isPage = (request: FastifyRequest): boolean =>
  ['GET', 'HEAD'].includes(request.method) &&
  !request.url.startsWith('/api/') &&
  path.extname(request.url.split('?')[0] ?? '') === '';

function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const missing = new AppError({
    code: 'no-such-address',
    kind: 'not-found',
    message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.`,
    remedy: 'See /api/docs for the addresses there are.',
  });
  return reply.code(404).type(PROBLEM_TYPE).send(problemOf(missing, request));
}

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>wattbit</title>
<p>The console is not built. Start the centre with <code>npm start</code>, which builds it; the API is at <a href="/api/docs">/api/docs</a>.</p>`;
