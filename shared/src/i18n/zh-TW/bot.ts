/** Words of the bot: chat answers, commands and cards. */
export const bot = {
  bot: {},
} as const
