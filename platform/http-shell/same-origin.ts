import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site must not act with this browser's cookie. Browsers say where a request comes from (Origin,
 * Sec-Fetch-Site); programs that say neither carry no cookie of a browser.
 */
export function refuseOtherOrigin(request: FastifyRequest, publicUrl: string | null): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const own = publicUrl ? new URL(publicUrl).host : host;
  const foreign =
    origin === undefined
      ? site !== undefined && site !== 'same-origin' && site !== 'none'
      : !URL.canParse(origin) || (new URL(origin).host !== own && new URL(origin).host !== host);
  if (!foreign) return;
  throw new AppError({
    code: 'other-origin',
    kind: 'forbidden',
    message: `This request was sent by a page of ${origin ?? 'another site'}.`,
    remedy: 'Use the console at its own address, or an API token; behind a proxy set WATTBIT_PUBLIC_URL.',
  });
}

/**
 * A server on the loopback address answers only to its own names: otherwise a foreign page whose name was pointed to
 * 127.0.0.1 would count as its own site (DNS rebinding).
 */
export function refuseOtherHost(request: FastifyRequest, listenHost: string, publicUrl: string | null): void {
  if (!isLoopback(listenHost)) return;
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isLoopback(name) || isLoopback(host)) return;
  if (publicUrl && new URL(publicUrl).host === host) return;
  throw new AppError({
    code: 'other-host',
    kind: 'forbidden',
    message: `This server listens on ${listenHost} and does not answer as "${host}".`,
    remedy: 'Open it as http://127.0.0.1, or set WATTBIT_PUBLIC_URL to the address people type.',
  });
}

const isLoopback = (name: string): boolean =>
  name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
