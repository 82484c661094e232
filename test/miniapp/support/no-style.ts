/** Style sheets mean nothing to jsdom. */
export const style = {}
