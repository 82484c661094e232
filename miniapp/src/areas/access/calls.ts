import type {
  AccessCatalogue,
  AccessRequestsAnswer,
  EmployeeAccessAnswer,
  ExplainAnswer,
  MatrixAnswer,
  PlacesAnswer,
  RoleAnswer,
  RolePreview,
  RolesAnswer,
} from '@gonghai/shared/client/access-api'
import type { FileUrlAnswer, Value } from '@gonghai/shared/client/api'
import { call } from '../../lib/http'

const word = encodeURIComponent

/** What the pages of this area read; shapes in `shared/client/access-api.ts`. */
export const accessCalls = {
  catalogue: () => call<AccessCatalogue>('GET', '/api/access/catalogue'),
  places: () => call<PlacesAnswer>('GET', '/api/access/places'),
  roles: () => call<RolesAnswer>('GET', '/api/access/roles'),
  role: (id: string) => call<RoleAnswer>('GET', `/api/access/roles/${word(id)}`),
  preview: (id: string, input: Record<string, Value>) =>
    call<RolePreview>('POST', `/api/access/roles/${word(id)}/preview`, input),
  person: (id: string) => call<EmployeeAccessAnswer>('GET', `/api/access/employees/${word(id)}`),
  matrixFile: (format: 'xlsx' | 'csv') =>
    call<FileUrlAnswer>('GET', `/api/access/matrix/file?format=${format}`),
  matrix: () => call<MatrixAnswer>('GET', '/api/access/matrix'),
  requests: (tab: string, id?: string) =>
    call<AccessRequestsAnswer>('GET', `/api/access/requests?tab=${tab}${id ? `&id=${word(id)}` : ''}`),
  explain: (record: string, employee: string | undefined, need: string) =>
    call<ExplainAnswer>(
      'GET',
      `/api/explain?record=${word(record)}&need=${need}${employee ? `&employee=${word(employee)}` : ''}`,
    ),
}
