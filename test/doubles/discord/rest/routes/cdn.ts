import type { RestContext } from '../context.ts';
import { RestRefusal } from '../refusal.ts';
import type { Route } from '../router.ts';

/** Where files are downloaded; at Discord another host, here the same port. */
export function cdnRoutes({ mailroom }: RestContext): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/attachments/:channel/:id/:name',
      isOpen: true,
      handle: ({ params, query }) => {
        const file = mailroom.file(params[1] ?? '', query.get('ex'));
        if (!file) throw new RestRefusal(404, 0, 'This content is no longer available.');
        const headers = { 'content-type': file.contentType, 'content-length': String(file.data.length) };
        return { status: 200, body: file.data, headers };
      },
    },
  ];
}
