import { actions } from '@gonghai/shared/actions/index'
import { translator } from '@gonghai/shared/i18n/index'
import { objectList } from '@gonghai/shared/objects/index'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { buildMe } from './builders'

/** Bodies and headers of every call, in order, as the server would see them. */
export const calls: { method: string; path: string; body: unknown; headers: Record<string, string> }[] = []

/** The server's side: what no test overrides. Unknown addresses fail the test. */
export const server = setupServer(
  http.get('/api/lists/:object', () =>
    HttpResponse.json({ views: [], columns: null, view: null, mayShare: false }),
  ),
  http.get('/api/settings/history', () => HttpResponse.json({ entries: [], next: null })),
  http.post('/api/duplicates/check', () => HttpResponse.json({ effect: 'none', hits: [] })),
  http.get('/api/meta', () =>
    HttpResponse.json({
      me: buildMe(),
      objects: objectList,
      actions: Object.fromEntries(
        actions.map(({ name, input, undo, bulk }) => [name, { input, undo, bulk }]),
      ),
    }),
  ),
)

server.events.on('request:start', async ({ request }) => {
  const copy = request.clone()
  const text = await copy.text()
  const json = (request.headers.get('content-type') ?? '').includes('json')
  calls.push({
    method: request.method,
    path: new URL(request.url).pathname,
    body: json && text ? JSON.parse(text) : undefined,
    headers: Object.fromEntries(request.headers),
  })
})

/** The bodies sent to one address. */
export const sentTo = (path: string) => calls.filter(call => call.path === path)

/** A refusal as the server words it. */
export const refuse = (
  status: number,
  code: string,
  params: Record<string, string | number> = {},
  rest = {},
) =>
  HttpResponse.json(
    { code, message: translator('zh-CN')(`error.${code}`, params), params, requestId: 'request-7', ...rest },
    { status },
  )

export { HttpResponse, http }
