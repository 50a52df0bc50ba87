import Router from '@koa/router';

/** Where relying parties report how people's requests stand. */
export function requestsApiRoutes(): Router {
  return new Router({ prefix: '/api/requests' });
}
