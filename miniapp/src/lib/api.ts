import type {
  ActionAnswer,
  ApprovalListAnswer,
  ApprovalView,
  DetailAnswer,
  EngineersAnswer,
  FileAnswer,
  FileUrlAnswer,
  ListAnswer,
  ListQuery,
  MeAnswer,
  MetaAnswer,
  PeopleAnswer,
  RequestStepsAnswer,
  SatisfactionAnswer,
  SessionAnswer,
  SignInOptions,
  StreamAnswer,
  TodayAnswer,
  Value,
} from '@gonghai/shared/client/api'
import type {
  ConfirmImport,
  ExportAnswer,
  ImportAnswer,
  StartExport,
  StartImport,
} from '@gonghai/shared/client/exchange-api'
import type { OperationAnswer, OperationsAnswer, StartOperation } from '@gonghai/shared/client/operation-api'
import type { Locale } from '@gonghai/shared/i18n/locale'
import { call } from './http'

const word = encodeURIComponent

/** Every call of the server that the mini-app makes; shapes in `shared/client/api.ts`. */
export const api = {
  meta: () => call<MetaAnswer>('GET', '/api/meta'),
  setLocale: (locale: Locale) => call<MeAnswer>('PATCH', '/api/me', { locale }),
  list: (object: string, query: ListQuery) => call<ListAnswer>('POST', `/api/records/${object}/query`, query),
  detail: (object: string, id: string) => call<DetailAnswer>('GET', `/api/records/${object}/${word(id)}`),
  stream: (object: string, id: string, cursor?: string, kind?: string) => {
    const asked = [cursor && `cursor=${word(cursor)}`, kind && `kinds=${kind}`].filter(Boolean).join('&')
    return call<StreamAnswer>('GET', `/api/records/${object}/${word(id)}/stream${asked ? `?${asked}` : ''}`)
  },
  today: () => call<TodayAnswer>('GET', '/api/today'),
  people: (words: string) => call<PeopleAnswer>('GET', `/api/people?q=${word(words)}&limit=30`),
  approvals: (tab: string, cursor?: string) =>
    call<ApprovalListAnswer>('GET', `/api/approvals?tab=${tab}${cursor ? `&cursor=${word(cursor)}` : ''}`),
  approval: (id: string) => call<ApprovalView>('GET', `/api/approvals/${word(id)}`),
  engineers: () => call<EngineersAnswer>('GET', '/api/service/engineers'),
  requestSteps: (id: string) => call<RequestStepsAnswer>('GET', `/api/service/requests/${word(id)}/steps`),
  satisfaction: (by: string, from: string, to: string) =>
    call<SatisfactionAnswer>('GET', `/api/service/satisfaction?by=${by}&from=${from}&to=${to}`),
  run: (action: string, input: Record<string, Value>, key: string) =>
    call<ActionAnswer>('POST', `/api/actions/${action}`, input, { key }),
  startOperation: (body: StartOperation, key: string) =>
    call<OperationAnswer>('POST', '/api/operations', body, { key }),
  operation: (id: string, after?: number, only?: 'refused') => {
    const asked = [after === undefined ? '' : `after=${after}`, only ? `only=${only}` : ''].filter(Boolean)
    return call<OperationAnswer>(
      'GET',
      `/api/operations/${word(id)}${asked.length ? `?${asked.join('&')}` : ''}`,
    )
  },
  operationFile: (id: string) => call<FileUrlAnswer>('GET', `/api/operations/${word(id)}/file`),
  startExport: (body: StartExport) => call<ExportAnswer>('POST', '/api/exports', body),
  importTemplate: (object: string) =>
    call<FileUrlAnswer>('GET', `/api/imports/template?object=${word(object)}`),
  startImport: (body: StartImport) => call<ImportAnswer>('POST', '/api/imports', body),
  importRows: (id: string, after?: number, wrong?: boolean) => {
    const asked = [after === undefined ? '' : `after=${after}`, wrong ? 'only=wrong' : ''].filter(Boolean)
    return call<ImportAnswer>('GET', `/api/imports/${word(id)}${asked.length ? `?${asked.join('&')}` : ''}`)
  },
  confirmImport: (id: string, body: ConfirmImport) =>
    call<ImportAnswer>('POST', `/api/imports/${word(id)}/confirm`, body),
  wrongRows: (id: string) => call<FileUrlAnswer>('GET', `/api/imports/${word(id)}/errors`),
  undoImport: (id: string) => call<ExportAnswer>('POST', `/api/imports/${word(id)}/undo`, {}),
  operations: () => call<OperationsAnswer>('GET', '/api/operations'),
  cancelOperation: (id: string) => call<OperationAnswer>('POST', `/api/operations/${word(id)}/cancel`, {}),
  fileUrl: (id: string) => call<FileUrlAnswer>('GET', `/api/records/attachment/${word(id)}/url`),
  upload: (form: unknown) => call<FileAnswer>('POST', '/api/files', form),
  signInOptions: () => call<SignInOptions>('GET', '/auth/options', undefined, { open: true }),
  ticket: (ticket: string, verifier: string) =>
    call<SessionAnswer>('POST', '/auth/ticket', { ticket, verifier }, { open: true }),
  code: (platform: string, code: string) =>
    call<SessionAnswer>('POST', `/auth/${platform}/code`, { code }, { open: true }),
  signOut: () => call<null>('POST', '/auth/sign-out', {}),
}
