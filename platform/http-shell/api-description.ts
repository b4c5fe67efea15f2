import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { RoomApp } from './room.ts';

/** OpenAPI 3.1 at /api/openapi.json and a readable page at /api/docs, both made from the routes' own schemas. */
export async function describeApi(app: RoomApp, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'wattbit',
        version,
        description:
          'Everything the console does. Sign in with a session cookie, or send an API token as a bearer. ' +
          'Every refusal is application/problem+json (RFC 9457) with a code, a remedy and all located problems.',
        license: { name: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'wattbit_session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document as never);
      const access = document.route.config?.access;
      if (url.startsWith('/api/docs') || !url.startsWith('/api/'))
        return { schema: { ...schema, hide: true }, url };
      return {
        url,
        schema: {
          ...schema,
          security: access === 'public' ? [] : [{ session: [] }, { token: [] }],
          ...(access === 'public' ? {} : { 'x-role': access }),
          description: [
            schema?.description,
            access === 'public' ? 'Open to all.' : `Needs the role ${access}.`,
          ]
            .filter(Boolean)
            .join('\n\n'),
        } as never,
      };
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: {
      docExpansion: 'list',
      deepLinking: true,
      defaultModelsExpandDepth: 0,
      persistAuthorization: false,
    },
    // The bar above belongs to the tool's maker and loads other people's descriptions; here is only ours.
    theme: {
      title: 'wattbit API',
      css: [{ filename: 'wattbit.css', content: '.swagger-ui .topbar { display: none; }' }],
    },
  });
}

/** After all routes are known. */
export function openApiRoute(app: RoomApp): void {
  app.get(
    '/api/openapi.json',
    { config: { access: 'public' }, schema: { tags: ['hall'], summary: 'This description (OpenAPI 3.1)' } },
    async () => app.swagger(),
  );
}
