/** Words of refusals: error.<code>, and error.field.<rule> for one field. */
export const errors = {
  error: { field: {} },
} as const
