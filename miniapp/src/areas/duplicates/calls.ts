import type { Value } from '@gonghai/shared/client/api'
import type {
  CollisionAnalysis,
  DuplicateCheckAnswer,
  DuplicateRequestView,
  DuplicateRulesAnswer,
  DuplicateTryInput,
} from '@gonghai/shared/client/duplicates-api'
import type { NumberPreviewInput, NumberRulesAnswer } from '@gonghai/shared/client/numbers-api'
import { call } from '../../lib/http'

type Values = Record<string, Value>

/** What the pages of duplicates and numbers ask; shapes in `shared/client`. */
export const duplicateCalls = {
  check: (object: string, values: Values, exclude?: string) =>
    call<DuplicateCheckAnswer>('POST', '/api/duplicates/check', {
      object,
      values,
      ...(exclude ? { exclude } : {}),
    }),
  lookUp: (words: string) => call<DuplicateCheckAnswer>('POST', '/api/duplicates/look-up', { words }),
  analyse: (object: string, records: string[]) =>
    call<CollisionAnalysis>('POST', '/api/duplicates/analyse', { object, records }),
  request: (id: string) =>
    call<DuplicateRequestView>('GET', `/api/duplicates/requests/${encodeURIComponent(id)}`),
  rules: () => call<DuplicateRulesAnswer>('GET', '/api/duplicates/rules'),
  tryRule: (input: DuplicateTryInput) => call<DuplicateCheckAnswer>('POST', '/api/duplicates/try', input),
  numbers: () => call<NumberRulesAnswer>('GET', '/api/number-rules'),
  nextNumber: (input: NumberPreviewInput) =>
    call<{ next: string }>('POST', '/api/number-rules/preview', input),
}
