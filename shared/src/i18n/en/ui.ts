/** Words of the mini-app. */
export const ui = {
  ui: {},
} as const
