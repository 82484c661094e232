import type { ListQuery } from '@gonghai/shared/client/api'
import type {
  CountAnswer,
  CustomFieldsAnswer,
  DepartmentsAnswer,
  FieldFilesAnswer,
  FormulaTrial,
  ListSetupAnswer,
} from '@gonghai/shared/client/tables-api'
import { call } from './http'

const word = encodeURIComponent

/** The company's own fields, saved views, exact counts; shapes in `shared/client/tables-api.ts`. */
export const tablesApi = {
  setup: (object: string) => call<ListSetupAnswer>('GET', `/api/lists/${object}`),
  count: (object: string, query: ListQuery) =>
    call<CountAnswer>('POST', `/api/records/${object}/count`, query),
  departments: () => call<DepartmentsAnswer>('GET', '/api/departments'),
  fieldFiles: (object: string, id: string, field: string) =>
    call<FieldFilesAnswer>('GET', `/api/records/${object}/${word(id)}/files/${word(field)}`),
  customFields: (object: string) => call<CustomFieldsAnswer>('GET', `/api/settings/custom-fields/${object}`),
  tryFormula: (object: string, body: Record<string, unknown>) =>
    call<FormulaTrial>('POST', `/api/settings/custom-fields/${object}/try`, body),
}
