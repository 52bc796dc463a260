import type { RestRequest } from './request.ts';

export interface RestAnswer {
  readonly status: number;
  /** JSON, or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RestCall extends RestRequest {
  /** Values of the path's `:name` parts, in their order. */
  readonly params: readonly string[];
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: (call: RestCall) => RestAnswer | Promise<RestAnswer>;
  /** Webhooks and interactions carry a token in their path instead. */
  readonly isOpen?: boolean;
}

export const ok = (body: unknown, status = 200): RestAnswer => ({ status, body });
export const noContent: RestAnswer = { status: 204 };

export interface Match {
  readonly route: Route;
  readonly params: readonly string[];
}

/** Finds routes by method and path. */
export class Router {
  readonly #routes: readonly { readonly route: Route; readonly pattern: RegExp }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  }

  find(method: string, path: string): Match | null {
    for (const { route, pattern } of this.#routes) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { route, params: match.slice(1).map(decodeURIComponent) };
    }
    return null;
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:[a-z]+/gi, '([^/]+)')}$`);
