/** What the attacks on a route need to know about it; every route of the app has a line here. */
export interface RouteLine {
  /** Kinds of records that parts of the address name; `:object` stands for itself. */
  ids?: Readonly<Record<string, string>>
  /** Other parts of the address: a good value. */
  words?: Readonly<Record<string, string>>
  query?: readonly string[]
  /** Top-level fields of the body, with values of roughly the right form. */
  body?: Readonly<Record<string, unknown>>
  /** Whoever is signed in may ask, with whatever role. */
  everybody?: true
  /** Answers whatever is in its way: no use to look for differences between what is hidden and what is missing. */
  plain?: true
}

const id = '019aa000-0000-7000-8000-000000000001'
const query = { filter: { field: 'name', op: 'contains', value: 'x' }, search: 'x', sort: 'name', tab: 'all' }
const list = { ...query, cursor: 'x.y', limit: 20 }

/** `METHOD path` of staff's routes. */
export const staffRoutes: Readonly<Record<string, RouteLine>> = {
  'GET /api/meta': { everybody: true },
  'GET /api/me': { everybody: true },
  'PATCH /api/me': { everybody: true, body: { locale: 'en' } },
  'GET /api/today': { everybody: true },
  'GET /api/people': { everybody: true, query: ['q', 'limit'] },
  'POST /api/records/:object/query': { words: { object: 'customer' }, body: list },
  'POST /api/records/:object/count': { words: { object: 'customer' }, body: query },
  'GET /api/records/:object/:id': { words: { object: 'customer' }, ids: { id: 'customer' } },
  'GET /api/records/:object/:id/stream': {
    words: { object: 'customer' },
    ids: { id: 'customer' },
    query: ['cursor', 'kinds'],
  },
  'GET /api/records/:object/:id/team': { words: { object: 'customer' }, ids: { id: 'customer' } },
  'GET /api/records/:object/:id/why-recycled': { words: { object: 'customer' }, ids: { id: 'customer' } },
  'GET /api/records/:object/:id/files/:field': {
    words: { object: 'serviceRequest', field: 'files' },
    ids: { id: 'serviceRequest' },
  },
  'GET /api/records/attachment/:id/url': { ids: { id: 'attachment' } },
  'GET /api/approvals': { everybody: true, query: ['tab', 'cursor'] },
  'GET /api/approvals/:id': { ids: { id: 'approval' } },
  'POST /api/actions/:name': { words: { name: 'customer.create' }, body: { name: 'x' } },
  'POST /api/jsapi/:platform': { everybody: true, words: { platform: 'wecom' }, body: { url: 'x' } },
  'POST /api/operations': {
    body: {
      action: 'customer.remove',
      records: [`customer:${id}`],
      input: { reason: 'x' },
      found: { object: 'customer', query },
    },
  },
  'GET /api/operations': { everybody: true },
  'GET /api/operations/:id': { query: ['after', 'only'], ids: { id: 'operation' } },
  'GET /api/operations/:id/file': { ids: { id: 'operation' } },
  'POST /api/operations/:id/cancel': { ids: { id: 'operation' }, body: {} },
  'POST /api/exports': {
    body: { object: 'customer', query, columns: ['name'], format: 'csv', ids: [id] },
  },
  'GET /api/imports/template': { query: ['object'] },
  'POST /api/imports': { body: { object: 'customer', file: id, onDuplicate: 'update', pool: id } },
  'GET /api/imports/:id': { query: ['after', 'only'], ids: { id: 'operation' } },
  'POST /api/imports/:id/confirm': { ids: { id: 'operation' }, body: { skipWrong: true } },
  'GET /api/imports/:id/errors': { ids: { id: 'operation' } },
  'POST /api/imports/:id/undo': { ids: { id: 'operation' }, body: {} },
  'POST /api/duplicates/check': {
    body: { object: 'customer', values: { name: '恒测', phone: '13800138000' }, exclude: `customer:${id}` },
  },
  'POST /api/duplicates/look-up': { body: { words: '恒测精密' } },
  'POST /api/duplicates/analyse': { body: { object: 'customer', records: [id] } },
  'GET /api/duplicates/requests/:id': { ids: { id: 'duplicateRequest' } },
  'GET /api/duplicates/rules': {},
  'POST /api/duplicates/try': {
    body: { object: 'customer', values: { name: '恒测' }, rule: { name: 'x', conditions: [] } },
  },
  'GET /api/number-rules': {},
  'POST /api/number-rules/preview': { body: { object: 'customer', pattern: 'C{yyyy}{0000}' } },
  'GET /api/service/engineers': {},
  'GET /api/service/requests/:id/steps': { ids: { id: 'serviceRequest' } },
  'GET /api/service/satisfaction': { query: ['by', 'from', 'to'] },
  'GET /api/pools/reviews': { everybody: true, query: ['tab', 'cursor'] },
  'GET /api/pools/routes': { query: ['object'] },
  'POST /api/pools/routes/preview': { body: { object: 'customer', routes: [{ pool: id, values: ['x'] }] } },
  'POST /api/pools/:id/simulate': {
    ids: { id: 'pool' },
    body: { recycleDays: 30, dealDays: 60 },
    plain: true,
  },
  'POST /api/pools/:id/simulate/records': {
    ids: { id: 'pool' },
    body: { recycleDays: 30, bucket: 'now', after: id },
    plain: true,
  },
  'GET /api/customers/:id/sign-candidates': { ids: { id: 'customer' }, query: ['name', 'taxNumber'] },
  'POST /api/customers/stages': { body: query },
  'GET /api/customers/:id/overview': { ids: { id: 'customer' } },
  'GET /api/customers/:id/timeline': { ids: { id: 'customer' }, query: ['kinds', 'cursor'] },
  'POST /api/customers/merge-preview': { body: { winner: id, loser: id } },
  'GET /api/bin': { everybody: true },
  'POST /api/bin/:object/query': { words: { object: 'customer' }, body: list },
  'GET /api/followers': { query: ['customer'] },
  'GET /api/assets/:id/scene': { ids: { id: 'asset' } },
  'GET /api/organisation/chart': {},
  'GET /api/organisation/people': { query: ['q', 'lack', 'department', 'after', 'state'] },
  'GET /api/organisation/people/:id': { ids: { id: 'employee' }, plain: true },
  'GET /api/organisation/people/:id/holds': { ids: { id: 'employee' }, plain: true },
  'GET /api/organisation/directory': {},
  'GET /api/organisation/directory/:run': {
    ids: { run: 'directoryRun' },
    query: ['kind', 'after'],
    plain: true,
  },
  'GET /api/security/administrators': {},
  'GET /api/security/logins': { query: ['after', 'only'] },
  'POST /api/security/password': { body: { current: 'x', password: 'x' } },
  'POST /api/security/reset': { body: { employee: id } },
  'POST /api/security/unlock': { body: { employee: id } },
  'POST /api/security/link-code': { everybody: true, body: {} },
  'GET /api/settings/history': { query: ['subject', 'id', 'cursor'] },
  'GET /api/access/catalogue': {},
  'GET /api/access/roles': {},
  'GET /api/access/roles/:id': { ids: { id: 'role' }, plain: true },
  'POST /api/access/roles/:id/preview': {
    ids: { id: 'role' },
    plain: true,
    body: { person: id, permissions: [], scopes: [], masks: [], name: 'x' },
  },
  'GET /api/access/employees/:id': { ids: { id: 'employee' }, plain: true },
  'GET /api/access/places': {},
  'GET /api/access/matrix/file': { query: ['format'] },
  'GET /api/access/matrix': {},
  'GET /api/access/requests': { everybody: true, query: ['tab', 'id'] },
  'GET /api/explain': { everybody: true, query: ['record', 'link', 'employee', 'need'] },
  'GET /api/settings/custom-fields/:object': { words: { object: 'customer' } },
  'POST /api/settings/custom-fields/:object/try': {
    words: { object: 'customer' },
    body: { formula: 'if(1=1,2,3)', kind: 'decimal', record: id },
  },
  'GET /api/departments': { everybody: true },
  'GET /api/lists/:object': { words: { object: 'customer' } },
  'POST /api/transfers/preview': { everybody: true, body: { records: [`customer:${id}`], to: id } },
  'GET /api/relation-kinds': { everybody: true },
  'GET /api/relations/:object/:id': { words: { object: 'customer' }, ids: { id: 'customer' } },
  'GET /api/tags': { everybody: true, query: ['object'] },
  'GET /api/tags/:id/uses': { ids: { id: 'tag' }, plain: true },
  'GET /api/segments': {},
  'GET /api/segments/:id': { ids: { id: 'segment' } },
  'POST /api/segments/preview': { body: { object: 'customer', filter: query.filter } },
  'GET /api/leads/:id/conversion': { ids: { id: 'lead' } },
  'GET /api/lead-mapping': {},
  'POST /api/lead-mapping/preview': {
    body: { target: 'customer', lines: [{ field: 'name', source: 'name' }] },
  },
  'POST /api/files': { everybody: true },
}

/** Customers' routes; without a session they are closed like staff's. */
export const portalRoutes: Readonly<Record<string, RouteLine>> = {
  'GET /portal/me': {},
  'PATCH /portal/me': { body: { locale: 'en' } },
  'POST /portal/sign-out': {},
  'GET /portal/requests': { query: ['tab', 'limit', 'cursor'] },
  'GET /portal/requests/:id': {},
  'GET /portal/assets': { query: ['limit', 'cursor'] },
  'GET /portal/assets/by-code/:code': {},
  'GET /portal/assets/:id': {},
  'GET /portal/surveys/pending': {},
  'GET /portal/surveys/:id': {},
  'POST /portal/actions/:name': { body: {} },
  'POST /portal/files': {},
  'POST /portal/jsapi': { body: { url: 'x' } },
}

/** Routes without a session. */
export const openRoutes: Readonly<Record<string, RouteLine>> = {
  'GET /healthz': {},
  'GET /readyz': {},
  'GET /metrics': {},
  'GET /p': {},
  'GET /p/:page': {},
  'GET /p/:page/:id': {},
  'GET /q/:code': {},
  'GET /r/:object/:id': {},
  'GET /files/:id': { query: ['expires', 'name', 'signature'] },
  'GET /auth/options': {},
  'GET /auth/:platform/start': { query: ['challenge', 'returnTo', 'via'] },
  'GET /auth/wechat/callback': { query: ['via', 'state', 'code'] },
  'POST /auth/wechat/ticket': { body: { ticket: 'x', verifier: 'x' } },
  'GET /auth/:platform/callback': { query: ['via', 'state', 'code', 'authCode'] },
  'POST /auth/ticket': { body: { ticket: 'x', verifier: 'x' } },
  'POST /auth/:platform/code': { body: { code: 'x' } },
  'POST /auth/password': { body: { mobile: '13800138000', password: 'x' } },
  'POST /auth/reset': { body: { code: 'x', password: 'correct horse battery' } },
  'POST /auth/set-up': {
    body: { code: 'x', name: 'x', mobile: '13800138000', password: 'correct horse battery' },
  },
  'POST /auth/sign-out': { body: {} },
}
